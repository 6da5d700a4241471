-- The zone itself; without a row the database was migrated but `init` or `demo` never ran.
-- zone_read() one zone_row
select name, controller, demonstration, second_factor, created_at from zone where id = 1;

-- zone_insert{name text, controller text, demonstration flag, second_factor flag, created_at instant} exec
insert into zone (id, name, controller, demonstration, second_factor, created_at)
values (1, :name, :controller, :demonstration, :second_factor, :created_at);

-- zone_municipalities() many municipality_row max 400
select id, code, name, lead, active, version from municipality order by name, id;

-- zone_municipality(municipality id) one municipality_row
select id, code, name, lead, active, version from municipality where id = :municipality;

-- municipality_update{id id, version count, code text, name text, lead flag, active flag} changes
update municipality set code = :code, name = :name, lead = :lead, active = :active, version = version + 1
where id = :id and version = :version;

-- One leads the zone.
-- municipality_leave_lead(others_than id) exec
update municipality set lead = 0, version = version + 1 where lead = 1 and id <> :others_than;

-- municipality_places_in_use(municipality id) value count
select count(*) as "places:count_int" from place where municipality_id = :municipality and active = 1;

-- municipality_insert(code text, name text, lead flag) value id
insert into municipality (code, name, lead) values (:code, :name, :lead) returning id;

-- All places, by name. `label` tells hamlets of one name apart: "Torreorsina (Terni)".
-- zone_places() many place_row max 2000
select p.id, p.municipality_id, p.name, p.kind, p.latitude_micro, p.longitude_micro, p.active, p.version,
       m.name as municipality,
       p.name || case p.kind when 'hamlet' then ' (' || m.name || ')' else '' end as "label:text"
from place p join municipality m on m.id = p.municipality_id
order by p.name, p.id;

-- zone_place(place id) one place_row
select p.id, p.municipality_id, p.name, p.kind, p.latitude_micro, p.longitude_micro, p.active, p.version,
       m.name as municipality,
       p.name || case p.kind when 'hamlet' then ' (' || m.name || ')' else '' end as "label:text"
from place p join municipality m on m.id = p.municipality_id
where p.id = :place;

-- place_insert{municipality_id id, name text, kind text, latitude_micro micro, longitude_micro micro} value id
insert into place (municipality_id, name, kind, latitude_micro, longitude_micro)
values (:municipality_id, :name, :kind, :latitude_micro, :longitude_micro) returning id;

-- place_update{id id, version count, municipality_id id, name text, kind text, latitude_micro micro,
--     longitude_micro micro, active flag} changes
update place set municipality_id = :municipality_id, name = :name, kind = :kind, latitude_micro = :latitude_micro,
    longitude_micro = :longitude_micro, active = :active, version = version + 1
where id = :id and version = :version;

-- Offices in use that have their seat or a desk there on a day or later.
-- place_offices_in_use(place id, day date) value count
select count(*) as "offices:count_int" from office o
where o.active = 1 and (o.place_id = :place or exists (select 1 from opening h where h.office_id = o.id
    and h.place_id = :place and (h.valid_to is null or h.valid_to >= :day)));

-- All offices, in the order in which they were made.
-- zone_offices() many office_row max 200
select o.id, o.code, o.name, o.place_id, p.name as place, o.address, o.phone, o.email, o.about,
       o.active, o.version
from office o join place p on p.id = o.place_id order by o.id;

-- Those that work: the first is the zone's own face where none is asked for.
-- zone_offices_in_use() many office_row max 200
select o.id, o.code, o.name, o.place_id, p.name as place, o.address, o.phone, o.email, o.about,
       o.active, o.version
from office o join place p on p.id = o.place_id where o.active = 1 order by o.id;

-- zone_office(office id) one office_row
select o.id, o.code, o.name, o.place_id, p.name as place, o.address, o.phone, o.email, o.about,
       o.active, o.version
from office o join place p on p.id = o.place_id where o.id = :office;

-- zone_office_by_code(code text) one office_row
select o.id, o.code, o.name, o.place_id, p.name as place, o.address, o.phone, o.email, o.about,
       o.active, o.version
from office o join place p on p.id = o.place_id where o.code = :code;

-- The office that serves a place; the oldest where several do.
-- zone_office_of_place(place id) one office_row
select o.id, o.code, o.name, o.place_id, p.name as place, o.address, o.phone, o.email, o.about,
       o.active, o.version
from office_place s join office o on o.id = s.office_id join place p on p.id = o.place_id
where s.place_id = :place and o.active = 1 order by o.id limit 1;

-- The places an office serves, by name.
-- zone_office_places(office id) many place_row max 64
select p.id, p.municipality_id, p.name, p.kind, p.latitude_micro, p.longitude_micro, p.active, p.version,
       m.name as municipality,
       p.name || case p.kind when 'hamlet' then ' (' || m.name || ')' else '' end as "label:text"
from office_place s join place p on p.id = s.place_id join municipality m on m.id = p.municipality_id
where s.office_id = :office order by p.name, p.id;

-- office_insert{code text, name text, place_id id, address text, phone text, email text, about text} value id
insert into office (code, name, place_id, address, phone, email, about)
values (:code, :name, :place_id, :address, :phone, :email, :about) returning id;

-- office_update{id id, version count, name text, place_id id, address text, phone text, email text, about text,
--     active flag} changes
update office set name = :name, place_id = :place_id, address = :address, phone = :phone, email = :email,
    about = :about, active = :active, version = version + 1
where id = :id and version = :version;

-- office_places_delete(office id) exec
delete from office_place where office_id = :office;

-- office_place_insert(office id, place id) exec
insert into office_place (office_id, place_id) values (:office, :place);

-- Opening hours of an office that hold on a day or will hold later, for both lines.
-- zone_openings(office id, day date) many opening_row max 200
select o.id, o.office_id, o.line, o.place_id, p.name as place, o.weekday, o.week_of_month, o.opens, o.closes,
       o.valid_from, o.valid_to
from opening o left join place p on p.id = o.place_id
where o.office_id = :office and (o.valid_to is null or o.valid_to >= :day)
order by o.line, o.weekday, o.opens, o.id;

-- opening_insert{office_id id, line text, place_id id, weekday count, week_of_month count, opens clock, closes clock,
--     valid_from date, valid_to date} value id
insert into opening (office_id, line, place_id, weekday, week_of_month, opens, closes, valid_from, valid_to)
values (:office_id, :line, :place_id, :weekday, :week_of_month, :opens, :closes, :valid_from, :valid_to) returning id;

-- opening_end(id id, last_day date) changes
update opening set valid_to = :last_day where id = :id and (valid_to is null or valid_to > :last_day);

-- zone_holidays() many holiday_row max 1000
select id, name, month, day, easter_days, place_id, valid_from, valid_to from holiday order by id;

-- holiday_insert{name text, month count, day count, easter_days count, place_id id, valid_from date, valid_to date} value id
insert into holiday (name, month, day, easter_days, place_id, valid_from, valid_to)
values (:name, :month, :day, :easter_days, :place_id, :valid_from, :valid_to) returning id;

-- holiday_end(id id, last_day date) changes
update holiday set valid_to = :last_day where id = :id and (valid_to is null or valid_to > :last_day);

-- Closures of one office or of all, not yet over on a day.
-- zone_closures(office id, day date) many closure_row max 500
select id, name, office_id, line, first_day, last_day from closure
where (office_id is null or office_id = :office) and last_day >= :day
order by first_day, id;

-- closure_insert{name text, office_id id, line text, first_day date, last_day date} value id
insert into closure (name, office_id, line, first_day, last_day)
values (:name, :office_id, :line, :first_day, :last_day) returning id;

-- All closures not yet over on a day.
-- zone_coming_closures(day date) many coming_closure_row max 1000
select c.id, c.name, c.office_id, o.name as office, c.line, c.first_day, c.last_day
from closure c left join office o on o.id = c.office_id
where c.last_day >= :day order by c.first_day, c.id;

-- One that has not begun.
-- closure_remove(id id, today date) changes
delete from closure where id = :id and first_day >= :today;

-- One under way ends.
-- closure_shorten(id id, today date, yesterday date) changes
update closure set last_day = :yesterday where id = :id and first_day < :today and last_day >= :today;

-- The rules in force on a day.
-- policies_on(day date) many policy_row max 500
select id, key, value, valid_from, valid_to, note from policy
where valid_from <= :day and (valid_to is null or valid_to >= :day)
order by key, valid_from;

-- policy_in_force(key text, day date) one policy_row
select id, key, value, valid_from, valid_to, note from policy
where key = :key and valid_from <= :day and (valid_to is null or valid_to >= :day)
order by valid_from desc limit 1;

-- Every value a rule ever had, oldest first.
-- policy_history(key text) many policy_row max 500
select id, key, value, valid_from, valid_to, note from policy where key = :key order by valid_from;

-- policy_end(id id, valid_to date) exec
update policy set valid_to = :valid_to where id = :id;

-- policy_insert{key text, value text, valid_from date, valid_to date, note text} value id
insert into policy (key, value, valid_from, valid_to, note)
values (:key, :value, :valid_from, :valid_to, :note) returning id;

-- A whole list, the retired codes too.
-- codes_of_list(list text) many code_row max 1000
select list, code, parent, label_it, label_en, hint_it, position, istat_area, siuss_area, retired_on
from code where list = :list order by position, code;

-- What may be chosen on a day.
-- codes_in_use(list text, day date) many code_row max 1000
select list, code, parent, label_it, label_en, hint_it, position, istat_area, siuss_area, retired_on
from code where list = :list and (retired_on is null or retired_on > :day) order by position, code;

-- code_read(list text, code text) one code_row
select list, code, parent, label_it, label_en, hint_it, position, istat_area, siuss_area, retired_on
from code where list = :list and code = :code;

-- code_insert{list text, code text, parent text, label_it text, label_en text, hint_it text, position count,
--     istat_area text, siuss_area text} exec
insert into code (list, code, parent, label_it, label_en, hint_it, position, istat_area, siuss_area)
values (:list, :code, :parent, :label_it, :label_en, :hint_it, :position, :istat_area, :siuss_area);

-- code_retire(list text, code text, day date) changes
update code set retired_on = :day where list = :list and code = :code and retired_on is null;

-- code_lists(day date) many code_list_row max 200
select list, cast(count(*) as bigint) as "codes:count_int",
    cast(sum(case when retired_on is null or retired_on > :day then 1 else 0 end) as bigint) as "in_use:count_int"
from code group by list order by list;
