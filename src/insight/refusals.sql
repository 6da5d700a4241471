-- Exceptions and refusals, for the figures.

-- By month, office and place of the person, so that each counts what they may know of.
-- ride_figures(from_day date, to_day date, user_id id) many ride_figure max 8000
select substr(r.on_day, 1, 7) as "month:text", r.office_id, p.place_id, r.unmet_reason,
    cast(sum(case when r.exception_reason is null then 0 else 1 end) as bigint) as "exceptions:count_int",
    cast(sum(case when r.state = 'refused' and r.unmet_reason is not null then 1 else 0 end) as bigint) as "refused:count_int"
from ride r join person p on p.id = r.person_id
where r.on_day between :from_day and :to_day and (r.exception_reason is not null or r.state = 'refused')
    and (p.restriction is null
        or exists (select 1 from person_circle c where c.person_id = p.id and c.user_id = :user_id))
group by 1, r.office_id, p.place_id, r.unmet_reason;

-- ride_told_no_figures(from_day date, to_day date) many told_no_figure max 4000
select substr(on_day, 1, 7) as "month:text", office_id, unmet_reason, count(*) as "told:count_int"
from ride_told_no where on_day between :from_day and :to_day
group by 1, office_id, unmet_reason;

-- ride_exceptions(from_day date, to_day date, user_id id) many ride_exception max 500
select r.id, r.number, r.office_id, p.place_id, r.on_day, r.appointment, r.exception_reason,
    u.name as granted_name, u.surname as granted_surname
from ride r join person p on p.id = r.person_id left join staff_user u on u.id = r.exception_by
where r.on_day between :from_day and :to_day and r.exception_reason is not null
    and (p.restriction is null
        or exists (select 1 from person_circle c where c.person_id = p.id and c.user_id = :user_id))
order by r.on_day, r.appointment, r.id limit 500;
