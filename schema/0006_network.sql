-- The network of services: who offers what, in the words of the open HSDS form.

create table organization (
    id {identity},
    code code_text not null unique,        -- stands in addresses
    name text not null,
    kind code_text not null check (kind in ('public', 'third_sector', 'informal_group', 'parish', 'private')),
    description text not null,
    phone text,
    email text,
    website text,
    place_id id_int references place (id),
    address text,
    active flag_int not null
);

create table service (
    id {identity},
    code code_text not null unique,
    organization_id id_int not null references organization (id),
    name text not null,
    summary text not null,
    audience text not null,                -- A chi è rivolto
    how_to text not null,                  -- Come fare
    needed text not null,                  -- Cosa serve
    outcome text not null,                 -- Cosa si ottiene
    timing text not null,                  -- Tempi e scadenze
    access text not null,                  -- Accedi al servizio
    conditions text not null,              -- Condizioni di servizio
    phone text,
    hours text,
    cost text,
    place_id id_int references place (id), -- where it is given; null: at home or everywhere
    address text,
    position count_int not null,
    active flag_int not null,
    version count_int not null
);

-- Which needs (code list 'need') a service answers, and where: no row in service_place means everywhere in the zone.
create table service_need (
    service_id id_int not null references service (id),
    need code_text not null,
    primary key (service_id, need)
);
create index service_need_need on service_need (need);

create table service_place (
    service_id id_int not null references service (id),
    place_id id_int not null references place (id),
    primary key (service_id, place_id)
);
