-- Organisations, their services, and which needs each answers where.

-- organization_insert{code text, name text, kind text, description text, phone text, email text, website text,
--     place_id id, address text} value id
insert into organization (code, name, kind, description, phone, email, website, place_id, address, active)
values (:code, :name, :kind, :description, :phone, :email, :website, :place_id, :address, 1)
returning id;

-- service_insert{code text, organization_id id, name text, summary text, audience text, how_to text, needed text,
--     outcome text, timing text, access text, conditions text, phone text, hours text, cost text, place_id id,
--     address text, position count} value id
insert into service (code, organization_id, name, summary, audience, how_to, needed, outcome, timing, access,
    conditions, phone, hours, cost, place_id, address, position, active, version)
values (:code, :organization_id, :name, :summary, :audience, :how_to, :needed, :outcome, :timing, :access,
    :conditions, :phone, :hours, :cost, :place_id, :address, :position, 1, 1)
returning id;

-- service_need_insert(service_id id, need text) exec
insert into service_need (service_id, need) values (:service_id, :need);

-- service_place_insert(service_id id, place_id id) exec
insert into service_place (service_id, place_id) values (:service_id, :place_id);

-- Services that answer a need where somebody lives; without a place, anywhere. Those given in that
-- very place come first.
-- services_for_need(need text, place_id id) many service_answer max 100
select s.id, s.code, s.name, s.summary, s.phone, s.hours, o.id as organization_id, o.code as organization_code,
    o.name as organization_name, o.kind as organization_kind, o.phone as organization_phone
from service_need n
join service s on s.id = n.service_id
join organization o on o.id = s.organization_id
where n.need = :need and s.active = 1 and o.active = 1
    and (:place_id is null
        or not exists (select 1 from service_place w where w.service_id = s.id)
        or exists (select 1 from service_place w where w.service_id = s.id and w.place_id = :place_id))
order by case when exists (select 1 from service_place w where w.service_id = s.id and w.place_id = :place_id) then 0 else 1 end,
    s.position, s.id;

-- ---- reading the directory ----

-- services_listed(place_id id) many service_line max 500
select s.id, s.code, s.name, s.summary, s.phone, s.hours, s.cost, o.code as organization_code, o.name as organization_name,
    o.kind as organization_kind, o.phone as organization_phone, p.name as place_name
from service s
join organization o on o.id = s.organization_id
left join place p on p.id = s.place_id
where s.active = 1 and o.active = 1
    and (:place_id is null
        or not exists (select 1 from service_place w where w.service_id = s.id)
        or exists (select 1 from service_place w where w.service_id = s.id and w.place_id = :place_id))
order by s.position, s.id;

-- Each service with the needs it answers, for grouping and for searching by need.
-- services_needs() many service_need_row max 5000
select n.service_id, n.need from service_need n join service s on s.id = n.service_id where s.active = 1
order by n.service_id, n.need;

-- `active` only while its organisation is.
-- service_by_code(code text) one service_row
select s.id, s.code, s.organization_id, s.name, s.summary, s.audience, s.how_to, s.needed, s.outcome, s.timing, s.access,
    s.conditions, s.phone, s.hours, s.cost, s.place_id, s.address, s.position,
    cast(s.active * o.active as bigint) as "active:flag_int", s.version,
    o.code as organization_code, o.name as organization_name, o.phone as organization_phone, p.name as place_name
from service s
join organization o on o.id = s.organization_id
left join place p on p.id = s.place_id
where s.code = :code;

-- service_by_id(id id) one service_row
select s.id, s.code, s.organization_id, s.name, s.summary, s.audience, s.how_to, s.needed, s.outcome, s.timing, s.access,
    s.conditions, s.phone, s.hours, s.cost, s.place_id, s.address, s.position, s.active, s.version,
    o.code as organization_code, o.name as organization_name, o.phone as organization_phone, p.name as place_name
from service s
join organization o on o.id = s.organization_id
left join place p on p.id = s.place_id
where s.id = :id;

-- service_needs(service_id id) many service_need_row max 200
select service_id, need from service_need where service_id = :service_id order by need;

-- The places a service is given to; none means the whole zone.
-- service_places(service_id id) many service_place_row max 200
select w.place_id, p.name as place_name from service_place w join place p on p.id = w.place_id
where w.service_id = :service_id order by p.name;

-- organizations_listed() many organization_row max 500
select o.id, o.code, o.name, o.kind, o.description, o.phone, o.email, o.website, o.place_id, o.address, o.active,
    o.version, p.name as place_name
from organization o left join place p on p.id = o.place_id
where o.active = 1 order by o.name, o.id;

-- Those that have ended too.
-- organizations_all() many organization_row max 1000
select o.id, o.code, o.name, o.kind, o.description, o.phone, o.email, o.website, o.place_id, o.address, o.active,
    o.version, p.name as place_name
from organization o left join place p on p.id = o.place_id
order by o.active desc, o.name, o.id;

-- organization_by_id(id id) one organization_row
select o.id, o.code, o.name, o.kind, o.description, o.phone, o.email, o.website, o.place_id, o.address, o.active,
    o.version, p.name as place_name
from organization o left join place p on p.id = o.place_id where o.id = :id;

-- organization_by_code(code text) one organization_row
select o.id, o.code, o.name, o.kind, o.description, o.phone, o.email, o.website, o.place_id, o.address, o.active,
    o.version, p.name as place_name
from organization o left join place p on p.id = o.place_id where o.code = :code;

-- services_of_organization(organization_id id) many organization_service max 100
select id, code, name, summary from service where organization_id = :organization_id and active = 1 order by position, id;

-- ---- keeping the directory ----

-- service_update{id id, version count, organization_id id, name text, summary text, audience text, how_to text, needed text,
--     outcome text, timing text, access text, conditions text, phone text, hours text, cost text, place_id id,
--     address text, active flag} changes
update service set organization_id = :organization_id, name = :name, summary = :summary, audience = :audience,
    how_to = :how_to, needed = :needed, outcome = :outcome, timing = :timing, access = :access,
    conditions = :conditions, phone = :phone, hours = :hours, cost = :cost, place_id = :place_id, address = :address,
    active = :active, version = version + 1
where id = :id and version = :version;

-- organization_update{id id, version count, name text, kind text, description text, phone text, email text,
--     website text, place_id id, address text, active flag} changes
update organization set name = :name, kind = :kind, description = :description, phone = :phone, email = :email,
    website = :website, place_id = :place_id, address = :address, active = :active, version = version + 1
where id = :id and version = :version;

-- service_needs_delete(service_id id) exec
delete from service_need where service_id = :service_id;

-- services_count() value count
select count(*) as "n:count_int" from service;
