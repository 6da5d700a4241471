-- What passengers say of a ride when called afterwards.

-- ride_opinion_insert{ride_id id, score count, comment blob, asked_at instant, asked_by id} changes
insert into ride_opinion (ride_id, score, comment, asked_at, asked_by)
values (:ride_id, :score, :comment, :asked_at, :asked_by) on conflict (ride_id) do nothing;

-- ride_opinion(ride_id id) one ride_opinion_row
select ride_id, score, comment, asked_at from ride_opinion where ride_id = :ride_id;

-- ride_was_driven(ride_id id) value count
select count(*) as "legs:count_int" from ride_leg where ride_id = :ride_id and outcome = 'done';

-- A few driven rides whose passengers nobody asked, drawn anew with another `draw`.
-- rides_to_ask_about(from_day date, to_day date, draw count, user_id id) many ride_to_ask max 60
select r.id, r.number, r.office_id, r.person_id, r.on_day, r.appointment, d.name as destination, p.place_id
from ride r join person p on p.id = r.person_id join destination d on d.id = r.destination_id
where r.on_day between :from_day and :to_day and r.state = 'closed'
    and exists (select 1 from ride_leg l where l.ride_id = r.id and l.outcome = 'done')
    and p.died_on is null
    and not exists (select 1 from ride_opinion o join ride asked on asked.id = o.ride_id
        where asked.person_id = r.person_id and asked.on_day >= :from_day)
    and (p.restriction is null
        or exists (select 1 from person_circle c where c.person_id = p.id and c.user_id = :user_id))
order by (r.id * 7919 + :draw * 104729) % 10007, r.id limit 60;

-- ride_opinion_sums(from_day date, to_day date, user_id id) one ride_opinion_sum
select count(o.score) as "answers:count_int", count(*) as "asked:count_int",
    cast(coalesce(sum(o.score), 0) as bigint) as "scores:count_int"
from ride_opinion o join ride r on r.id = o.ride_id join person p on p.id = r.person_id
where r.on_day between :from_day and :to_day
    and (p.restriction is null
        or exists (select 1 from person_circle c where c.person_id = p.id and c.user_id = :user_id));
