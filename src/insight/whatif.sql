-- What one more volunteer would have saved.

-- Requests of a day that nobody could serve: refused for want of a volunteer or a car, or promised and left without.
-- whatif_missed(day date, user_id id) many whatif_missed_row max 64
select r.id as ride_id, r.office_id, r.person_id, r.destination_id, r.appointment, r.return_kind, r.return_at,
    r.companions, r.mobility_aid, r.boarding_minutes, p.place_id as home_place_id,
    coalesce(p.latitude_micro, h.latitude_micro) as "home_latitude:micro_int",
    coalesce(p.longitude_micro, h.longitude_micro) as "home_longitude:micro_int",
    d.name as destination, d.place_id as destination_place_id, d.latitude_micro as destination_latitude,
    d.longitude_micro as destination_longitude, d.boarding_minutes as destination_boarding
from ride r
join person p on p.id = r.person_id
left join place h on h.id = p.place_id
join destination d on d.id = r.destination_id
where r.on_day = :day and coalesce(p.latitude_micro, h.latitude_micro) is not null
    and (r.state = 'refused' and r.refusal in ('no_volunteer', 'no_car')
        or exists (select 1 from ride_leg l where l.ride_id = r.id and l.outcome = 'not_assigned'))
    and (p.restriction is null
        or exists (select 1 from person_circle c where c.person_id = p.id and c.user_id = :user_id))
order by r.called_at, r.id limit 64;
