-- Volunteers as far as the rides need them: when they can, which cars, from where.

create table volunteer (
    id {identity},
    organization_id id_int not null references organization (id),
    surname text not null,
    name text not null,
    phone text not null,
    place_id id_int not null references place (id),
    address text,
    latitude_micro micro_int not null,     -- where a shift starts and ends
    longitude_micro micro_int not null,
    from_date date_text not null,
    to_date date_text,
    version count_int not null
);

create table volunteer_hours (
    id {identity},
    volunteer_id id_int not null references volunteer (id),
    weekday count_int not null check (weekday between 1 and 7),
    starts clock_int not null,
    ends clock_int not null check (ends > starts),
    valid_from date_text not null,
    valid_to date_text
);
create index volunteer_hours_volunteer on volunteer_hours (volunteer_id);

create table volunteer_absence (
    id {identity},
    volunteer_id id_int not null references volunteer (id),
    from_day date_text not null,
    to_day date_text not null check (to_day >= from_day),
    starts clock_int,                      -- both null: the whole day
    ends clock_int,
    note text
);
create index volunteer_absence_volunteer on volunteer_absence (volunteer_id, to_day);

-- A car is a resource of its own: an association's is shared by several volunteers.
create table vehicle (
    id {identity},
    name text not null,
    plate text,
    owner_volunteer_id id_int references volunteer (id),
    owner_organization_id id_int references organization (id),
    seats count_int not null check (seats between 1 and 8), -- for passengers
    folding_wheelchairs count_int not null,
    latitude_micro micro_int not null,     -- where it is taken and left
    longitude_micro micro_int not null,
    from_date date_text not null,
    to_date date_text,
    check ((owner_volunteer_id is null) <> (owner_organization_id is null))
);

create table volunteer_vehicle (
    volunteer_id id_int not null references volunteer (id),
    vehicle_id id_int not null references vehicle (id),
    primary key (volunteer_id, vehicle_id)
);

create table vehicle_absence (
    id {identity},
    vehicle_id id_int not null references vehicle (id),
    from_day date_text not null,
    to_day date_text not null check (to_day >= from_day),
    note text
);
create index vehicle_absence_vehicle on vehicle_absence (vehicle_id, to_day);
