-- How the rides are shared out among the volunteers.

-- What is planned or was driven, also in vain, by volunteer: the legs that day_leg_counts() counts.
-- shares_taken(from_day date, to_day date) many share_taken max 2000
select l.volunteer_id, count(distinct r.id) as "rides:count_int",
    cast(sum(coalesce(l.busy_seconds, 0)) as bigint) as "busy_seconds:count_int"
from ride r join ride_leg l on l.ride_id = r.id
where r.on_day between :from_day and :to_day and r.state in ('booked', 'closed') and l.volunteer_id is not null
    and (l.outcome is null or l.outcome in ('done', 'not_found'))
group by l.volunteer_id
order by l.volunteer_id;
