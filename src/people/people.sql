-- Persons, where they live, with whom, and what they declared.

-- One person with what tells who they are. Declarations are the newest of their kind.
-- person_row(id id) one person_row
select p.id, p.surname, p.name, p.birth_date, p.birth_place_code, p.sex, p.citizenship_code,
    p.tax_code, p.tax_code_kind, p.place_id, l.name as place_name, l.kind as place_kind,
    m.name as municipality_name, p.address,
    p.latitude_micro as door_latitude_micro, p.longitude_micro as door_longitude_micro,
    coalesce(p.latitude_micro, l.latitude_micro) as "latitude_micro:micro_int",
    coalesce(p.longitude_micro, l.longitude_micro) as "longitude_micro:micro_int",
    p.email, p.restriction, p.died_on, p.rider, p.created_at, p.version,
    (select f.phone from person_phone f where f.person_id = p.id order by f.position, f.id limit 1) as "phone:text",
    (select d.value from person_declaration d where d.person_id = p.id and d.kind = 'lives_alone'
        order by d.declared_on desc, d.id desc limit 1) as "lives_alone:text",
    (select d.declared_on from person_declaration d where d.person_id = p.id and d.kind = 'lives_alone'
        order by d.declared_on desc, d.id desc limit 1) as "lives_alone_on:date_text",
    (select d.value from person_declaration d where d.person_id = p.id and d.kind = 'autonomy'
        order by d.declared_on desc, d.id desc limit 1) as "autonomy:text",
    (select d.declared_on from person_declaration d where d.person_id = p.id and d.kind = 'autonomy'
        order by d.declared_on desc, d.id desc limit 1) as "autonomy_on:date_text"
from person p
left join place l on l.id = p.place_id
left join municipality m on m.id = l.municipality_id
where p.id = :id;

-- Is this user inside the circle of a restricted person?
-- person_in_circle(person_id id, user_id id) value count
select count(*) as "n:count_int" from person_circle where person_id = :person_id and user_id = :user_id;

-- The restricted persons whom a user may know of; asked once for each search.
-- person_circle_of_user(user_id id) many circle_person max 10000
select person_id from person_circle where user_id = :user_id order by person_id;

-- Those who live with somebody today, that person left out, in order of entry.
-- person_household_now(person_id id, today date) many household_person max 60
select h.person_id, p.surname, p.name, h.relation, p.birth_date, h.household_id, p.restriction, p.place_id, p.rider,
    p.died_on
from household_member me
join household_member h on h.household_id = me.household_id and h.person_id <> me.person_id
join person p on p.id = h.person_id
where me.person_id = :person_id
    and me.from_date <= :today and (me.to_date is null or me.to_date > :today)
    and h.from_date <= :today and (h.to_date is null or h.to_date > :today)
order by h.id;

-- For the index: everybody, in ascending order of id, a row for each phone (or one without).
-- person_index_all() each index_entry
select p.id, p.surname, p.name, p.tax_code, p.birth_date, p.place_id, p.restriction, p.rider, f.phone
from person p left join person_phone f on f.person_id = p.id order by p.id;

-- The same for some of them.
-- person_index_range(first id, last id) each index_entry
select p.id, p.surname, p.name, p.tax_code, p.birth_date, p.place_id, p.restriction, p.rider, f.phone
from person p left join person_phone f on f.person_id = p.id where p.id between :first and :last order by p.id;

-- person_phones(person_id id) many person_phone max 10
select id, phone, label, position from person_phone where person_id = :person_id order by position, id;

-- person_insert{surname text, name text, sort_key text, birth_date date, birth_place_code text, sex text,
--     citizenship_code text, tax_code text, tax_code_kind text, place_id id, address text,
--     latitude_micro micro, longitude_micro micro, email text, rider flag, created_at instant, created_by id} value id
insert into person (surname, name, sort_key, birth_date, birth_place_code, sex, citizenship_code,
    tax_code, tax_code_kind, place_id, address, latitude_micro, longitude_micro, email, rider,
    created_at, created_by, version)
values (:surname, :name, :sort_key, :birth_date, :birth_place_code, :sex, :citizenship_code,
    :tax_code, :tax_code_kind, :place_id, :address, :latitude_micro, :longitude_micro, :email, :rider,
    :created_at, :created_by, 1)
returning id;

-- Nothing changes when somebody was faster.
-- person_update{id id, version count, surname text, name text, sort_key text, birth_date date, birth_place_code text,
--     sex text, citizenship_code text, tax_code text, tax_code_kind text, place_id id, address text,
--     latitude_micro micro, longitude_micro micro, email text, died_on date} changes
update person set surname = :surname, name = :name, sort_key = :sort_key, birth_date = :birth_date,
    birth_place_code = :birth_place_code, sex = :sex, citizenship_code = :citizenship_code,
    tax_code = :tax_code, tax_code_kind = :tax_code_kind, place_id = :place_id, address = :address,
    latitude_micro = :latitude_micro, longitude_micro = :longitude_micro, email = :email,
    died_on = :died_on, version = version + 1
where id = :id and version = :version;

-- person_phone_insert(person_id id, phone text, label text, position count) exec
insert into person_phone (person_id, phone, label, position) values (:person_id, :phone, :label, :position);

-- person_phones_delete(person_id id) exec
delete from person_phone where person_id = :person_id;

-- person_residence_insert(person_id id, place_id id, address text, from_date date) exec
insert into person_residence (person_id, place_id, address, from_date) values (:person_id, :place_id, :address, :from_date);

-- person_residence_close(person_id id, to_date date) exec
update person_residence set to_date = :to_date where person_id = :person_id and to_date is null;

-- The places where a person lived, newest first.
-- person_residences(person_id id) many residence_row max 200
select r.id, r.place_id, r.address, r.from_date, r.to_date, l.name as place_name, l.kind as place_kind,
    m.name as municipality_name
from person_residence r
left join place l on l.id = r.place_id
left join municipality m on m.id = l.municipality_id
where r.person_id = :person_id order by r.from_date desc, r.id desc limit 200;

-- person_declaration_insert{person_id id, kind text, value text, source text, declared_on date, recorded_at instant,
--     recorded_by id, note text} exec
insert into person_declaration (person_id, kind, value, source, declared_on, recorded_at, recorded_by, note)
values (:person_id, :kind, :value, :source, :declared_on, :recorded_at, :recorded_by, :note);

-- person_set_rider(id id) changes
update person set rider = 1 where id = :id and rider = 0;

-- What was declared, newest first.
-- person_declarations(person_id id) many declaration_row max 200
select d.id, d.kind, d.value, d.source, d.declared_on, d.recorded_at, u.name || ' ' || u.surname as "recorded_by:text"
from person_declaration d join staff_user u on u.id = d.recorded_by
where d.person_id = :person_id order by d.declared_on desc, d.id desc limit 200;

-- Who made the record, for the history.
-- person_origin(person_id id) one origin_row
select p.created_at, u.name || ' ' || u.surname as "created_by:text"
from person p join staff_user u on u.id = p.created_by where p.id = :person_id;

-- ---- households ----

-- household_insert(created_at instant) value id
insert into household (created_at) values (:created_at) returning id;

-- household_member_insert(household_id id, person_id id, relation text, from_date date) exec
insert into household_member (household_id, person_id, relation, from_date)
values (:household_id, :person_id, :relation, :from_date);

-- The household that a person is in, or is about to enter, newest first.
-- household_of(person_id id) one household_membership
select id, household_id, relation, from_date from household_member
where person_id = :person_id and to_date is null order by from_date desc, id desc limit 1;

-- Who is in a household, the person asked about among them.
-- household_members(household_id id) many household_member_row max 60
select h.id, h.person_id, h.relation, h.from_date, p.surname, p.name, p.birth_date, p.place_id, p.restriction, p.rider
from household_member h join person p on p.id = h.person_id
where h.household_id = :household_id and h.to_date is null order by h.id;

-- Those with whom a person once lived, newest first.
-- household_former(person_id id) many household_former_row max 200
select h.id, h.household_id, h.person_id, h.relation, h.from_date, h.to_date, p.surname, p.name, p.place_id, p.restriction, p.rider
from household_member me
join household_member h on h.household_id = me.household_id
join person p on p.id = h.person_id
where me.person_id = :person_id and h.to_date is not null and h.to_date > me.from_date
    and (me.to_date is null or me.to_date > h.from_date)
group by h.id, h.household_id, h.person_id, h.relation, h.from_date, h.to_date, p.surname, p.name, p.place_id, p.restriction, p.rider
order by h.to_date desc, h.id desc limit 200;

-- The first person, whom the relations of all others are told from; also when gone by now.
-- household_first(household_id id) one household_first_row
select h.person_id, p.place_id, p.restriction, p.rider
from household_member h join person p on p.id = h.person_id
where h.household_id = :household_id and h.relation = 'self' order by h.id limit 1;

-- Nothing changes when the membership has ended already, or would end before it began.
-- household_member_end(id id, household_id id, to_date date) changes
update household_member set to_date = :to_date
where id = :id and household_id = :household_id and to_date is null and from_date <= :to_date;

-- ---- legal protection ----

-- person_protections(person_id id) many protection_row max 100
select id, kind, decree_number, decree_date, holder_name, holder_phone, from_date, to_date from legal_protection
where person_id = :person_id order by from_date desc, id desc limit 100;

-- protection_insert{person_id id, kind text, decree_number text, decree_date date, holder_name text, holder_phone text,
--     from_date date} value id
insert into legal_protection (person_id, kind, decree_number, decree_date, holder_name, holder_phone, from_date)
values (:person_id, :kind, :decree_number, :decree_date, :holder_name, :holder_phone, :from_date) returning id;

-- protection_end(id id, person_id id, to_date date) changes
update legal_protection set to_date = :to_date
where id = :id and person_id = :person_id and to_date is null and from_date <= :to_date;

-- ---- restriction ----

-- person_restrict(id id, kind text) changes
update person set restriction = :kind, version = version + 1 where id = :id and restriction is null;

-- person_unrestrict(id id) changes
update person set restriction = null, version = version + 1 where id = :id and restriction is not null;

-- person_circle(person_id id) many circle_member max 500
select c.user_id, u.name || ' ' || u.surname as "full_name:text", u.title, c.granted_at,
    g.name || ' ' || g.surname as "granted_by:text"
from person_circle c join staff_user u on u.id = c.user_id join staff_user g on g.id = c.granted_by
where c.person_id = :person_id order by u.surname, u.name, u.id;

-- Those who work here today, a row for each role.
-- person_circle_candidates(today date) many circle_candidate max 2000
select u.id, u.name || ' ' || u.surname as "full_name:text", u.title, r.role
from staff_user u join staff_role r on r.user_id = u.id
where u.active = 1 and u.system = 0 and r.valid_from <= :today and (r.valid_to is null or r.valid_to >= :today)
order by u.surname, u.name, u.id;

-- person_circle_insert(person_id id, user_id id, granted_by id, granted_at instant) exec
insert into person_circle (person_id, user_id, granted_by, granted_at)
values (:person_id, :user_id, :granted_by, :granted_at);

-- person_circle_delete(person_id id, user_id id) changes
delete from person_circle where person_id = :person_id and user_id = :user_id;

-- person_circle_clear(person_id id) exec
delete from person_circle where person_id = :person_id;

-- ---- import ----

-- Persons whom everybody may know of, so that a double of a restricted one is made in silence.
-- person_count_by_tax_code(tax_code text) value count
select cast(count(*) as bigint) as "found:count_int" from person where tax_code = :tax_code and restriction is null;

-- person_namesakes(sort_key text, birth_date date) many namesake max 100
select tax_code from person
where sort_key = :sort_key and birth_date = :birth_date and restriction is null order by id limit 100;
