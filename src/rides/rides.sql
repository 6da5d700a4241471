-- Rides: destinations, what was booked or refused, the legs and the plan of a day, the history.

-- destination_insert{name text, kind text, place_id id, address text, latitude_micro micro, longitude_micro micro,
--     boarding_minutes minutes} value id
insert into destination (name, kind, place_id, address, latitude_micro, longitude_micro, boarding_minutes, active)
values (:name, :kind, :place_id, :address, :latitude_micro, :longitude_micro, :boarding_minutes, 1) returning id;

-- destination_update{id id, version count, name text, kind text, place_id id, address text, latitude_micro micro,
--     longitude_micro micro, boarding_minutes minutes, active flag} changes
update destination set name = :name, kind = :kind, place_id = :place_id, address = :address,
    latitude_micro = :latitude_micro, longitude_micro = :longitude_micro, boarding_minutes = :boarding_minutes,
    active = :active, version = version + 1
where id = :id and version = :version;

-- By kind and name; `active` is 0 for those no longer served.
-- ride_destinations() many destination_row max 500
select d.id, d.name, d.kind, d.place_id, p.name as place_name, d.address, d.latitude_micro, d.longitude_micro,
    d.boarding_minutes, d.active, d.version
from destination d left join place p on p.id = d.place_id
order by d.kind, d.name, d.id;

-- ride_destination(id id) one destination_row
select d.id, d.name, d.kind, d.place_id, p.name as place_name, d.address, d.latitude_micro, d.longitude_micro,
    d.boarding_minutes, d.active, d.version
from destination d left join place p on p.id = d.place_id
where d.id = :id;

-- "As always": where a person was taken or asked to go up to a day, the last one first.
-- rides_last_destinations(person_id id, today date) many last_destination max 5
select d.id, d.name, d.kind, max(r.on_day) as "last_day:date_text"
from ride r join destination d on d.id = r.destination_id
where r.person_id = :person_id and r.state <> 'refused' and d.active = 1 and r.on_day <= :today
group by d.id, d.name, d.kind
order by 4 desc, d.id
limit 5;

-- The rides of a person, the newest first.
-- rides_of_person(person_id id) many person_ride max 200
select r.id, r.number, r.office_id, r.on_day, r.appointment, r.return_kind, r.state, r.refusal, r.created_at, r.series_id,
    d.name as destination, u.name as booked_by_name, u.surname as booked_by_surname,
    (select l.outcome from ride_leg l where l.ride_id = r.id and l.direction = 'outbound') as "outcome:text"
from ride r
join destination d on d.id = r.destination_id
join staff_user u on u.id = r.booked_by
where r.person_id = :person_id
order by r.on_day desc, r.appointment desc, r.id desc
limit 200;

-- ride_next_number() value count
select coalesce(max(number), 0) + 1 as "number:count_int" from ride;

-- ride_insert{number count, person_id id, office_id id, destination_id id, called_at instant, booked_by id, on_day date,
--     appointment clock, return_kind text, return_at clock, wait_minutes minutes, early_minutes minutes,
--     companions count, mobility_aid text, boarding_minutes minutes, boarding_notes blob, state text, refusal text, unmet_reason text, exception_reason text, exception_by id,
--     created_at instant, series_id id} value id
insert into ride (number, person_id, office_id, destination_id, called_at, booked_by, on_day, appointment, return_kind,
    return_at, wait_minutes, early_minutes, companions, mobility_aid, boarding_minutes, boarding_notes, state, refusal,
    unmet_reason, exception_reason, exception_by, created_at, series_id, version)
values (:number, :person_id, :office_id, :destination_id, :called_at, :booked_by, :on_day, :appointment, :return_kind,
    :return_at, :wait_minutes, :early_minutes, :companions, :mobility_aid, :boarding_minutes, :boarding_notes, :state,
    :refusal, :unmet_reason, :exception_reason, :exception_by, :created_at, :series_id, 1)
returning id;

-- ride_row_read(id id) one ride_row
select r.id, r.number, r.person_id, r.office_id, r.destination_id, d.name as destination, r.called_at, r.booked_by,
    u.name as booked_by_name, u.surname as booked_by_surname, r.on_day, r.appointment, r.return_kind, r.return_at,
    r.wait_minutes, r.early_minutes, r.companions, r.mobility_aid, r.boarding_minutes, r.boarding_notes, r.state,
    r.refusal, r.unmet_reason, r.exception_reason, r.cancelled_at, r.cancelled_why, r.created_at, r.series_id, r.version
from ride r
join destination d on d.id = r.destination_id
join staff_user u on u.id = r.booked_by
where r.id = :id;

-- ride_update{id id, version count, destination_id id, called_at instant, on_day date, appointment clock,
--     return_kind text, return_at clock, wait_minutes minutes, early_minutes minutes, companions count,
--     mobility_aid text, boarding_minutes minutes, boarding_notes blob, exception_reason text, exception_by id} changes
update ride set destination_id = :destination_id, called_at = :called_at, on_day = :on_day, appointment = :appointment,
    return_kind = :return_kind, return_at = :return_at, wait_minutes = :wait_minutes, early_minutes = :early_minutes,
    companions = :companions, mobility_aid = :mobility_aid,
    boarding_minutes = :boarding_minutes, boarding_notes = :boarding_notes,
    exception_reason = coalesce(:exception_reason, exception_reason), exception_by = coalesce(:exception_by, exception_by),
    version = version + 1
where id = :id and version = :version and state = 'booked';

-- ride_set_cancelled(id id, version count, at instant, why text) changes
update ride set state = 'cancelled', cancelled_at = :at, cancelled_why = :why, version = version + 1
where id = :id and version = :version and state = 'booked';

-- Booked while a leg is still to come, closed with the last outcome.
-- ride_set_state(id id, state text) exec
update ride set state = :state, version = version + 1 where id = :id;

-- Outbound first.
-- ride_legs_read(ride_id id) many ride_leg_row max 2
select l.id, l.ride_id, l.direction, l.window_opens, l.window_closes, l.arrive_by, l.pick_up_at, l.drop_off_at,
    l.volunteer_id, v.name as volunteer_name, v.surname as volunteer_surname, l.vehicle_id, c.name as vehicle_name,
    l.volunteer_promised, l.outcome, l.outcome_reason, l.outcome_at, l.outcome_by, l.ready_at
from ride_leg l
left join volunteer v on v.id = l.volunteer_id
left join vehicle c on c.id = l.vehicle_id
where l.ride_id = :ride_id
order by l.direction;

-- ride_leg_read(id id) one ride_leg_row
select l.id, l.ride_id, l.direction, l.window_opens, l.window_closes, l.arrive_by, l.pick_up_at, l.drop_off_at,
    l.volunteer_id, v.name as volunteer_name, v.surname as volunteer_surname, l.vehicle_id, c.name as vehicle_name,
    l.volunteer_promised, l.outcome, l.outcome_reason, l.outcome_at, l.outcome_by, l.ready_at
from ride_leg l
left join volunteer v on v.id = l.volunteer_id
left join vehicle c on c.id = l.vehicle_id
where l.id = :id;

-- ride_leg_insert{ride_id id, direction text, window_opens instant, window_closes instant, arrive_by instant,
--     volunteer_promised flag} value id
insert into ride_leg (ride_id, direction, window_opens, window_closes, arrive_by, volunteer_promised)
values (:ride_id, :direction, :window_opens, :window_closes, :arrive_by, :volunteer_promised) returning id;

-- ride_legs_delete(ride_id id) exec
delete from ride_leg where ride_id = :ride_id;

-- ride_leg_plan{id id, volunteer_id id, vehicle_id id, pick_up_at instant, drop_off_at instant, position count,
--     metres count, busy_seconds count} exec
update ride_leg set volunteer_id = :volunteer_id, vehicle_id = :vehicle_id, pick_up_at = :pick_up_at,
    drop_off_at = :drop_off_at, position = :position, metres = :metres, busy_seconds = :busy_seconds
where id = :id;

-- ride_leg_set_outcome{id id, outcome text, reason text, at instant, user_id id} exec
update ride_leg set outcome = :outcome, outcome_reason = :reason, outcome_at = :at, outcome_by = :user_id
where id = :id;

-- A last one that was told.
-- ride_late_put(leg_id id, minutes minutes, at instant) exec
insert into ride_late (leg_id, minutes, told_at) values (:leg_id, :minutes, :at)
on conflict (leg_id) do update set minutes = :minutes, told_at = :at;

-- ride_late_read(leg_id id) one ride_late_row
select leg_id, minutes, told_at from ride_late where leg_id = :leg_id;

-- ride_late_delete(leg_id id) exec
delete from ride_late where leg_id = :leg_id;

-- The person called to be fetched: what was said then is the window.
-- ride_leg_set_ready{id id, window_opens instant, window_closes instant, ready_at instant} exec
update ride_leg set window_opens = :window_opens, window_closes = :window_closes, ready_at = :ready_at where id = :id;

-- ride_leg_promise_lift(id id) exec
update ride_leg set volunteer_promised = 0 where id = :id;

-- Keeps its volunteer and car when the day is planned anew.
-- ride_leg_lock(id id, locked flag) exec
update ride_leg set locked = :locked where id = :id;

-- Somebody was called because nobody can drive it; null: not yet.
-- ride_leg_called(id id, at instant) exec
update ride_leg set called_at = :at where id = :id;

-- ride_legs_to_come(ride_id id) value count
select count(*) as "legs:count_int" from ride_leg where ride_id = :ride_id and outcome is null;

-- Every leg of a day, of all offices and persons: what the planner must know. Cancelled ones too.
-- ride_legs_of_day(day date) many day_leg_row max 1024
select l.id, l.ride_id, r.number, r.version, r.person_id, r.office_id, r.destination_id, l.direction, l.window_opens,
    l.window_closes, l.pick_up_at, l.drop_off_at, l.volunteer_id, l.vehicle_id, l.volunteer_promised, l.position,
    l.locked, l.called_at, l.ready_at, l.picked_up_at, l.outcome, l.outcome_reason, r.state, r.appointment, r.return_kind,
    r.wait_minutes, r.early_minutes, r.companions, r.mobility_aid, r.boarding_minutes, r.boarding_notes, p.place_id as home_place_id,
    coalesce(p.latitude_micro, h.latitude_micro) as "home_latitude:micro_int",
    coalesce(p.longitude_micro, h.longitude_micro) as "home_longitude:micro_int",
    d.name as destination, d.place_id as destination_place_id, d.latitude_micro as destination_latitude,
    d.longitude_micro as destination_longitude, d.boarding_minutes as destination_boarding, d.active as destination_active,
    v.name as volunteer_name, v.surname as volunteer_surname, v.phone as volunteer_phone, c.name as vehicle_name,
    coalesce(t.minutes, 0) as "late_minutes:minutes_int"
from ride r
join ride_leg l on l.ride_id = r.id
join person p on p.id = r.person_id
left join place h on h.id = p.place_id
join destination d on d.id = r.destination_id
left join volunteer v on v.id = l.volunteer_id
left join vehicle c on c.id = l.vehicle_id
left join ride_late t on t.leg_id = l.id
where r.on_day = :day and r.state <> 'refused'
order by l.window_opens, l.id;

-- The days with rides to come that stand on one of these; null is none.
-- rides_days_standing_on{volunteer_id id, vehicle_id id, destination_id id, today date} many promised_day max 400
select distinct r.on_day
from ride r join ride_leg l on l.ride_id = r.id
where r.state = 'booked' and l.outcome is null and r.on_day >= :today
    and (l.volunteer_id = :volunteer_id or l.vehicle_id = :vehicle_id or r.destination_id = :destination_id)
order by r.on_day;

-- The legs of a day, with as much as is needed to count them.
-- ride_legs_to_count(day date) many leg_to_count max 1024
select r.office_id, r.person_id, r.state, l.outcome, p.place_id, p.restriction, p.rider
from ride r join ride_leg l on l.ride_id = r.id join person p on p.id = r.person_id
where r.on_day = :day and r.state <> 'refused';

-- ride_event_insert{ride_id id, at instant, user_id id, volunteer_id id, kind text, detail text,
--     former blob} exec
insert into ride_event (ride_id, at, user_id, volunteer_id, kind, detail, former)
values (:ride_id, :at, :user_id, :volunteer_id, :kind, :detail, :former);

-- The history of a ride, newest last.
-- ride_events(ride_id id) many ride_event_row max 200
select e.id, e.at, e.kind, e.detail, e.former, coalesce(v.name, u.name) as "user_name:text",
    coalesce(v.surname, u.surname) as "user_surname:text"
from ride_event e join staff_user u on u.id = e.user_id left join volunteer v on v.id = e.volunteer_id
where e.ride_id = :ride_id order by e.id;

-- ---- a no on the telephone, and exceptions: how many ----

-- ride_told_no_put{office_id id, told_by id, called_at instant, on_day date, unmet_reason text} exec
insert into ride_told_no (office_id, told_by, called_at, on_day, unmet_reason)
values (:office_id, :told_by, :called_at, :on_day, :unmet_reason)
on conflict (told_by, called_at, on_day) do update set unmet_reason = :unmet_reason, office_id = :office_id;

-- ride_told_no_delete(told_by id, called_at instant) exec
delete from ride_told_no where told_by = :told_by and called_at = :called_at;

-- Of a series only the date that is a yes after all.
-- ride_told_no_delete_day(told_by id, called_at instant, on_day date) exec
delete from ride_told_no where told_by = :told_by and called_at = :called_at and on_day = :on_day;

-- ---- rides that come again ----

-- ride_series_insert{person_id id, every text, step count, weekdays count, first_day date, last_day date, times count,
--     appointment clock, booked_by id, created_at instant} value id
insert into ride_series (person_id, every, step, weekdays, first_day, last_day, times, appointment, booked_by, created_at)
values (:person_id, :every, :step, :weekdays, :first_day, :last_day, :times, :appointment, :booked_by, :created_at)
returning id;

-- ride_series_read(id id) one ride_series_row
select id, every, step, weekdays, first_day, last_day, times, appointment from ride_series where id = :id;

-- By day, with the way there; the outcome is set when one of the ways has one.
-- ride_series_rides(series_id id) many series_ride max 60
select r.id, r.on_day, r.appointment, r.state, r.version, l.window_opens, l.window_closes,
    (select max(o.outcome) from ride_leg o where o.ride_id = r.id) as "outcome:text"
from ride r join ride_leg l on l.ride_id = r.id and l.direction = 'outbound'
where r.series_id = :series_id
order by r.on_day, r.id;

-- A volunteer's own page.

-- Ways still to come of a volunteer, by time; of nobody whom only a circle may know of.
-- own_legs_to_come(volunteer_id id, from_day date, to_day date) many own_leg max 300
select l.id, r.on_day, l.direction, l.window_opens, l.window_closes, p.name, p.surname, h.name as place,
    d.name as destination
from ride r join ride_leg l on l.ride_id = r.id join person p on p.id = r.person_id
left join place h on h.id = p.place_id join destination d on d.id = r.destination_id
where l.volunteer_id = :volunteer_id and r.state = 'booked' and l.outcome is null
    and r.on_day between :from_day and :to_day and p.restriction is null
order by l.window_opens, l.id;

-- ---- who with whom ----

-- Of those who ride that day, and of one more person.
-- rider_company_of_day(day date, person_id id) many rider_company max 8000
select person_id, volunteer_id, company from rider_volunteer
where person_id = :person_id or person_id in (select person_id from ride where on_day = :day);

-- rider_volunteers(person_id id) many rider_volunteer_row max 200
select r.volunteer_id, r.company, v.name, v.surname
from rider_volunteer r join volunteer v on v.id = r.volunteer_id
where r.person_id = :person_id order by r.company desc, v.surname, v.name, v.id;

-- rider_volunteer_put(person_id id, volunteer_id id, company text) exec
insert into rider_volunteer (person_id, volunteer_id, company) values (:person_id, :volunteer_id, :company)
on conflict (person_id, volunteer_id) do update set company = :company;

-- rider_volunteer_delete(person_id id, volunteer_id id) exec
delete from rider_volunteer where person_id = :person_id and volunteer_id = :volunteer_id;

-- When a driven leg really went. The version is the ride's.
-- ride_leg_went{id id, version count, picked_up_at instant, set_down_at instant} changes
update ride_leg set picked_up_at = :picked_up_at, set_down_at = :set_down_at
where id = :id and outcome = 'done'
    and exists (select 1 from ride r where r.id = ride_leg.ride_id and r.version = :version);

-- As it was told from the car.
-- ride_leg_moments(id id, picked_up_at instant, set_down_at instant) exec
update ride_leg set picked_up_at = :picked_up_at, set_down_at = :set_down_at where id = :id;

-- ride_leg_times(id id) one leg_times
select l.id, l.picked_up_at, l.set_down_at, l.metres from ride_leg l where l.id = :id;
