-- Volunteers' weekly hours and absences, and the cars they may drive.

-- volunteer_insert{organization_id id, surname text, name text, phone text, place_id id, address text,
--     latitude_micro micro, longitude_micro micro, from_date date, to_date date} value id
insert into volunteer (organization_id, surname, name, phone, place_id, address, latitude_micro, longitude_micro,
    from_date, to_date, version)
values (:organization_id, :surname, :name, :phone, :place_id, :address, :latitude_micro, :longitude_micro,
    :from_date, :to_date, 1)
returning id;

-- volunteer_hours_insert{volunteer_id id, weekday count, starts clock, ends clock, valid_from date, valid_to date} exec
insert into volunteer_hours (volunteer_id, weekday, starts, ends, valid_from, valid_to)
values (:volunteer_id, :weekday, :starts, :ends, :valid_from, :valid_to);

-- volunteer_absence_insert{volunteer_id id, from_day date, to_day date, starts clock, ends clock, note text,
--     own_word flag} value id
insert into volunteer_absence (volunteer_id, from_day, to_day, starts, ends, note, own_word)
values (:volunteer_id, :from_day, :to_day, :starts, :ends, :note, :own_word)
returning id;

-- vehicle_insert{name text, plate text, owner_volunteer_id id, owner_organization_id id, seats count,
--     folding_wheelchairs count, latitude_micro micro, longitude_micro micro, place_id id, from_date date,
--     to_date date} value id
insert into vehicle (name, plate, owner_volunteer_id, owner_organization_id, seats, folding_wheelchairs,
    latitude_micro, longitude_micro, place_id, from_date, to_date)
values (:name, :plate, :owner_volunteer_id, :owner_organization_id, :seats, :folding_wheelchairs,
    :latitude_micro, :longitude_micro, :place_id, :from_date, :to_date)
returning id;

-- vehicle_update{id id, version count, name text, plate text, owner_volunteer_id id, owner_organization_id id,
--     seats count, folding_wheelchairs count, latitude_micro micro, longitude_micro micro, place_id id, from_date date,
--     to_date date} changes
update vehicle set name = :name, plate = :plate, owner_volunteer_id = :owner_volunteer_id,
    owner_organization_id = :owner_organization_id, seats = :seats, folding_wheelchairs = :folding_wheelchairs,
    latitude_micro = :latitude_micro, longitude_micro = :longitude_micro, place_id = :place_id,
    from_date = :from_date, to_date = :to_date, version = version + 1
where id = :id and version = :version;

-- vehicle_read(id id) one vehicle_row
select id, name, plate, owner_volunteer_id, owner_organization_id, seats, folding_wheelchairs, latitude_micro,
    longitude_micro, place_id, from_date, to_date, version
from vehicle where id = :id;

-- vehicle_drivers(vehicle_id id) many vehicle_driver_id max 500
select volunteer_id from volunteer_vehicle where vehicle_id = :vehicle_id order by volunteer_id;

-- vehicle_drivers_delete(vehicle_id id) exec
delete from volunteer_vehicle where vehicle_id = :vehicle_id;

-- volunteer_vehicle_insert(volunteer_id id, vehicle_id id) exec
insert into volunteer_vehicle (volunteer_id, vehicle_id) values (:volunteer_id, :vehicle_id);

-- The weekly hours that hold on a day, of volunteers who are in service.
-- volunteer_hours_on(day date, weekday count) many volunteer_hours_row max 128
select v.id as volunteer_id, v.surname, v.name, v.phone, h.starts, h.ends, v.latitude_micro, v.longitude_micro
from volunteer_hours h
join volunteer v on v.id = h.volunteer_id
where h.weekday = :weekday and h.valid_from <= :day and (h.valid_to is null or h.valid_to >= :day)
    and v.from_date <= :day and (v.to_date is null or v.to_date >= :day)
order by v.id, h.starts;

-- volunteer_absences_on(day date) many volunteer_absence_row max 256
select volunteer_id, starts, ends
from volunteer_absence
where from_day <= :day and to_day >= :day
order by volunteer_id, starts;

-- Cars that are in service on a day, a row for each who may drive one.
-- vehicles_on(day date) many vehicle_driver max 1024
select c.id as vehicle_id, c.name, c.seats, c.folding_wheelchairs, c.latitude_micro, c.longitude_micro,
    c.owner_volunteer_id, d.volunteer_id
from vehicle c
join volunteer_vehicle d on d.vehicle_id = c.id
where c.from_date <= :day and (c.to_date is null or c.to_date >= :day)
order by c.id, d.volunteer_id;

-- Cars that stand still on a day, or on a part of it.
-- vehicle_absences_on(day date) many vehicle_absence_row max 256
select a.vehicle_id, c.name, a.from_day, a.starts, a.to_day, a.ends
from vehicle_absence a
join vehicle c on c.id = a.vehicle_id
where a.from_day <= :day and (a.to_day is null or a.to_day >= :day)
order by a.vehicle_id, a.from_day, a.starts, a.id;

-- The register.

-- Who is in service on a day, by name.
-- volunteers_in_service(day date) many volunteer_row max 500
select v.id, v.organization_id, v.surname, v.name, v.phone, o.name as organization, v.place_id, p.name as place,
    v.address, v.latitude_micro, v.longitude_micro, v.from_date, v.to_date, v.version
from volunteer v
join organization o on o.id = v.organization_id
join place p on p.id = v.place_id
where v.from_date <= :day and (v.to_date is null or v.to_date >= :day)
order by v.surname, v.name, v.id;

-- Everybody who is or was in the register, by name.
-- volunteers_all() many volunteer_row max 2000
select v.id, v.organization_id, v.surname, v.name, v.phone, o.name as organization, v.place_id, p.name as place,
    v.address, v.latitude_micro, v.longitude_micro, v.from_date, v.to_date, v.version
from volunteer v
join organization o on o.id = v.organization_id
join place p on p.id = v.place_id
order by v.surname, v.name, v.id;

-- volunteer_update{id id, version count, organization_id id, surname text, name text, phone text, place_id id,
--     address text, latitude_micro micro, longitude_micro micro, from_date date, to_date date} changes
update volunteer set organization_id = :organization_id, surname = :surname, name = :name, phone = :phone,
    place_id = :place_id, address = :address, latitude_micro = :latitude_micro, longitude_micro = :longitude_micro,
    from_date = :from_date, to_date = :to_date, version = version + 1
where id = :id and version = :version;

-- volunteer_read(id id) one volunteer_row
select v.id, v.organization_id, v.surname, v.name, v.phone, o.name as organization, v.place_id, p.name as place,
    v.address, v.latitude_micro, v.longitude_micro, v.from_date, v.to_date, v.version
from volunteer v
join organization o on o.id = v.organization_id
join place p on p.id = v.place_id
where v.id = :id;

-- Weekly hours that hold on a day or will hold later.
-- volunteer_hours_from(day date) many volunteer_week_row max 4000
select id, volunteer_id, weekday, starts, ends, valid_from, valid_to
from volunteer_hours
where valid_to is null or valid_to >= :day
order by volunteer_id, weekday, starts, id;

-- volunteer_hours_of(volunteer_id id, day date) many volunteer_week_row max 100
select id, volunteer_id, weekday, starts, ends, valid_from, valid_to
from volunteer_hours
where volunteer_id = :volunteer_id and (valid_to is null or valid_to >= :day)
order by weekday, starts, id limit 100;

-- volunteer_hours_one(id id, volunteer_id id, day date) one volunteer_week_row
select id, volunteer_id, weekday, starts, ends, valid_from, valid_to
from volunteer_hours
where id = :id and volunteer_id = :volunteer_id and (valid_to is null or valid_to >= :day);

-- volunteer_hours_end(id id, volunteer_id id, last_day date) changes
update volunteer_hours set valid_to = :last_day
where id = :id and volunteer_id = :volunteer_id and (valid_to is null or valid_to > :last_day);

-- Hours that have not begun to hold before a day.
-- volunteer_hours_delete(id id, volunteer_id id, day date) changes
delete from volunteer_hours where id = :id and volunteer_id = :volunteer_id and valid_from >= :day;

-- Absences that are not over on a day.
-- volunteer_absences_from(day date) many volunteer_away_row max 4000
select id, volunteer_id, from_day, to_day, starts, ends, note, own_word
from volunteer_absence
where to_day >= :day
order by volunteer_id, from_day, starts, id;

-- The next ones of one volunteer.
-- volunteer_absences_of(volunteer_id id, day date) many volunteer_away_row max 60
select id, volunteer_id, from_day, to_day, starts, ends, note, own_word
from volunteer_absence
where volunteer_id = :volunteer_id and to_day >= :day
order by from_day, starts, id limit 60;

-- volunteer_absence_one(id id, volunteer_id id, day date) one volunteer_away_row
select id, volunteer_id, from_day, to_day, starts, ends, note, own_word
from volunteer_absence
where id = :id and volunteer_id = :volunteer_id and to_day >= :day;

-- volunteer_absences_said(volunteer_id id, day date) value count
select count(*) from volunteer_absence where volunteer_id = :volunteer_id and to_day >= :day and own_word = 1;

-- volunteer_absence_delete(id id, volunteer_id id) changes
delete from volunteer_absence where id = :id and volunteer_id = :volunteer_id;

-- vehicle_absence_insert{vehicle_id id, from_day date, starts clock, to_day date, ends clock, note text} value id
insert into vehicle_absence (vehicle_id, from_day, starts, to_day, ends, note)
values (:vehicle_id, :from_day, :starts, :to_day, :ends, :note)
returning id;

-- Absences of a car that are not over on a day.
-- vehicle_absences_from(vehicle_id id, day date) many vehicle_away_row max 200
select id, from_day, starts, to_day, ends, note
from vehicle_absence
where vehicle_id = :vehicle_id and (to_day is null or to_day >= :day)
order by from_day, starts, id;

-- vehicle_absence_end{id id, vehicle_id id, to_day date, ends clock} changes
update vehicle_absence set to_day = :to_day, ends = :ends where id = :id and vehicle_id = :vehicle_id;

-- vehicle_absence_delete(id id, vehicle_id id) changes
delete from vehicle_absence where id = :id and vehicle_id = :vehicle_id;

-- All cars, those that are there no more too; a row for each who may drive one.
-- vehicles_all() many vehicle_who max 4000
select c.id, c.name, c.plate, c.seats, c.folding_wheelchairs, c.from_date, c.to_date, o.name as owner_organization,
    v.name as driver_name, v.surname as driver_surname, v.id as driver_id
from vehicle c
left join organization o on o.id = c.owner_organization_id
left join volunteer_vehicle d on d.vehicle_id = c.id
left join volunteer v on v.id = d.volunteer_id
order by c.name, c.id, v.surname, v.name, v.id;

-- Papers of volunteers and cars.

-- paper_insert{volunteer_id id, vehicle_id id, kind text, number text, from_date date, to_date date} value id
insert into paper (volunteer_id, vehicle_id, kind, number, from_date, to_date, version)
values (:volunteer_id, :vehicle_id, :kind, :number, :from_date, :to_date, 1)
returning id;

-- paper_update{id id, version count, kind text, number text, from_date date, to_date date} changes
update paper set kind = :kind, number = :number, from_date = :from_date, to_date = :to_date, version = version + 1
where id = :id and version = :version;

-- paper_delete(id id, version count) changes
delete from paper where id = :id and version = :version;

-- paper_read(id id) one paper_row
select id, volunteer_id, vehicle_id, kind, number, from_date, to_date, version from paper where id = :id;

-- What holds on a day: of each volunteer and car the kinds.
-- papers_held_on(day date) many paper_held max 4000
select distinct volunteer_id, vehicle_id, kind from paper
where from_date <= :day and (to_date is null or to_date >= :day);

-- All, by whose, kind and start.
-- papers_all() many paper_row max 8000
select id, volunteer_id, vehicle_id, kind, number, from_date, to_date, version from paper
order by coalesce(volunteer_id, 0), coalesce(vehicle_id, 0), kind, from_date, id;

-- Cars that are there on a day, with the plate.
-- vehicles_in_service(day date) many vehicle_name max 500
select id, case when plate is null then name else name || ', ' || plate end as "name:text"
from vehicle where from_date <= :day and (to_date is null or to_date >= :day)
order by name, id;

-- Links: a volunteer's way in without an account.

-- volunteer_link_insert{volunteer_id id, kind text, day date, nonce text, issued_at instant, issued_by id,
--     expires_at instant} value id
insert into volunteer_link (volunteer_id, kind, day, nonce, issued_at, issued_by, expires_at)
values (:volunteer_id, :kind, :day, :nonce, :issued_at, :issued_by, :expires_at)
returning id;

-- volunteer_link_by_nonce(nonce text) one volunteer_link_row
select id, volunteer_id, kind, day, nonce, issued_at, expires_at, revoked_at
from volunteer_link where nonce = :nonce;

-- The newest that is not revoked; `day` is null for the own page's.
-- volunteer_link_live{volunteer_id id, kind text, day date} one volunteer_link_row
select id, volunteer_id, kind, day, nonce, issued_at, expires_at, revoked_at
from volunteer_link
where volunteer_id = :volunteer_id and kind = :kind and revoked_at is null
    and (day = :day or (day is null and kind = 'own_page'))
order by id desc limit 1;

-- volunteer_links_revoke{volunteer_id id, kind text, day date, at instant} exec
update volunteer_link set revoked_at = :at
where volunteer_id = :volunteer_id and kind = :kind and revoked_at is null
    and (day = :day or (day is null and kind = 'own_page'));

-- Proposals: what volunteers say about their weekly hours.

-- volunteer_proposal_insert{volunteer_id id, hours_id id, weekday count, starts clock, ends clock, valid_from date,
--     state text, said_at instant, decided_at instant} value id
insert into volunteer_proposal (volunteer_id, hours_id, weekday, starts, ends, valid_from, state, said_at, decided_at)
values (:volunteer_id, :hours_id, :weekday, :starts, :ends, :valid_from, :state, :said_at, :decided_at)
returning id;

-- volunteer_proposal_decide(id id, state text, decided_at instant) changes
update volunteer_proposal set state = :state, decided_at = :decided_at where id = :id and state = 'open';

-- volunteer_proposal_read(id id) one volunteer_proposal_row
select p.id, p.volunteer_id, v.surname, v.name, v.phone, p.hours_id, p.weekday, p.starts, p.ends, p.valid_from,
    p.state, p.said_at
from volunteer_proposal p join volunteer v on v.id = p.volunteer_id
where p.id = :id;

-- The oldest that wait.
-- volunteer_proposals_open() many volunteer_proposal_row max 100
select p.id, p.volunteer_id, v.surname, v.name, v.phone, p.hours_id, p.weekday, p.starts, p.ends, p.valid_from,
    p.state, p.said_at
from volunteer_proposal p join volunteer v on v.id = p.volunteer_id
where p.state = 'open'
order by p.id limit 100;

-- volunteer_proposals_waiting() value count
select count(*) from volunteer_proposal where state = 'open';

-- Those of one volunteer that wait, or were answered not long ago.
-- volunteer_proposals_of(volunteer_id id, since instant) many volunteer_proposal_row max 60
select p.id, p.volunteer_id, v.surname, v.name, v.phone, p.hours_id, p.weekday, p.starts, p.ends, p.valid_from,
    p.state, p.said_at
from volunteer_proposal p join volunteer v on v.id = p.volunteer_id
where p.volunteer_id = :volunteer_id
    and (p.state = 'open' or (p.state in ('accepted', 'refused') and p.decided_at >= :since))
order by case p.state when 'open' then 0 else 1 end, p.id desc limit 60;
