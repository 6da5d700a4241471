-- Numbers of the rides by municipality and month: no person, no name.

-- Of the persons that the actor may know of; by office and place, so that each counts what they reach. Times as they
-- went where somebody wrote them down, else as planned.
-- ride_numbers(from_day date, to_day date, user_id id) many ride_number max 20000
select substr(r.on_day, 1, 7) as "month:text", r.office_id, p.place_id, m.name as municipality, l.outcome,
    count(*) as "legs:count_int",
    cast(sum(case l.direction when 'outbound' then 1 else 0 end) as bigint) as "rides:count_int",
    cast(sum(case when l.direction = 'outbound' and r.return_kind = 'wait' then 1 else 0 end) as bigint)
        as "waited:count_int",
    cast(sum(coalesce(l.metres, 0)) as bigint) as "metres:count_int",
    cast(sum(coalesce(l.set_down_at - l.picked_up_at, l.drop_off_at - l.pick_up_at, 0)) as bigint)
        as "board_seconds:count_int",
    cast(sum(case when l.direction = 'return'
        then case when coalesce(l.picked_up_at, l.pick_up_at) > l.window_opens
            then coalesce(l.picked_up_at, l.pick_up_at) - l.window_opens else 0 end
        else case when l.arrive_by > coalesce(l.set_down_at, l.drop_off_at)
            then l.arrive_by - coalesce(l.set_down_at, l.drop_off_at) else 0 end end) as bigint)
        as "wait_seconds:count_int"
from ride r
join ride_leg l on l.ride_id = r.id
join person p on p.id = r.person_id
left join place h on h.id = p.place_id
left join municipality m on m.id = h.municipality_id
where r.on_day between :from_day and :to_day and r.state <> 'refused' and l.outcome is not null
    and (p.restriction is null
        or exists (select 1 from person_circle c where c.person_id = p.id and c.user_id = :user_id))
group by 1, r.office_id, p.place_id, m.name, l.outcome
order by 1, 4, 2, 3, 5;

-- ride_unmet_numbers(from_day date, to_day date, user_id id) many ride_unmet_number max 8000
select substr(r.on_day, 1, 7) as "month:text", r.office_id, p.place_id, m.name as municipality, r.unmet_reason,
    count(*) as "refused:count_int"
from ride r
join person p on p.id = r.person_id
left join place h on h.id = p.place_id
left join municipality m on m.id = h.municipality_id
where r.on_day between :from_day and :to_day and r.state = 'refused' and r.unmet_reason is not null
    and (p.restriction is null
        or exists (select 1 from person_circle c where c.person_id = p.id and c.user_id = :user_id))
group by 1, r.office_id, p.place_id, m.name, r.unmet_reason
order by 1, 4, 2, 3, 5;
