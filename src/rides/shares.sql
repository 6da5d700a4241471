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

-- One volunteer's hours of a week as they are on a day, and what was asked of them in some days: two indexes read for an
-- answer on the telephone. The ride that changes is not counted.
-- share_glance_of(volunteer_id id, day date, since instant, until instant, without_ride_id id) one share_glance
select (select coalesce(cast(sum(h.ends - h.starts) as bigint), 0) from volunteer_hours h
        where h.volunteer_id = :volunteer_id and h.valid_from <= :day
            and (h.valid_to is null or h.valid_to >= :day)) as "week_minutes:count_int",
    (select coalesce(cast(sum(l.busy_seconds) as bigint), 0) from ride_leg l join ride r on r.id = l.ride_id
        where l.volunteer_id = :volunteer_id and l.window_opens >= :since and l.window_opens < :until
            and r.state in ('booked', 'closed') and (l.outcome is null or l.outcome in ('done', 'not_found'))
            and r.id <> coalesce(:without_ride_id, 0)) as "busy_seconds:count_int";
