-- The zone: one legal controller, its municipalities and places, its offices, its policy and its code lists.

create table zone (
    id id_int primary key check (id = 1),
    name text not null,
    controller text not null,              -- the body that answers for the data (lead municipality)
    demonstration flag_int not null,       -- shows a banner on every page
    second_factor flag_int not null,       -- asked of every role that sees persons
    created_at instant_int not null
);

create table municipality (
    id {identity},
    code code_text not null unique,        -- cadastral code, such as A439
    name text not null,
    lead flag_int not null
);

-- Where people live: a municipality's main place or a hamlet (frazione).
create table place (
    id {identity},
    municipality_id id_int not null references municipality (id),
    name text not null,
    kind code_text not null check (kind in ('town', 'hamlet')),
    latitude_micro micro_int not null,     -- millionths of a degree
    longitude_micro micro_int not null,
    unique (municipality_id, name)
);

create table office (
    id {identity},
    code code_text not null unique,        -- stands in addresses: /ufficio/valnerina
    name text not null,
    place_id id_int not null references place (id),
    address text not null,
    phone text,
    email text,
    about text not null
);

create table office_place (
    office_id id_int not null references office (id),
    place_id id_int not null references place (id),
    primary key (office_id, place_id)
);
create index office_place_place on office_place (place_id);

-- Opening hours of the office's desks and of its telephone lines, one row an interval.
create table opening (
    id {identity},
    office_id id_int not null references office (id),
    line code_text not null check (line in ('desk', 'rides')), -- 'rides': the telephone line that books them
    place_id id_int references place (id),
    weekday count_int not null check (weekday between 1 and 7), -- ISO 8601: 1 is Monday
    week_of_month count_int check (week_of_month between 1 and 5), -- null: every week
    opens clock_int not null,
    closes clock_int not null check (closes > opens),
    valid_from date_text not null,
    valid_to date_text
);
create index opening_office on opening (office_id, line);

-- Rules that an administrator may change, each with its dates: notice, window, conditions and the like. The keys and
-- their meaning stand in zone/policy.h.
create table policy (
    id {identity},
    key code_text not null,
    value text not null,
    valid_from date_text not null,
    valid_to date_text,
    note text,
    unique (key, valid_from)
);

-- Days that come back every year. Either a day of the year or a distance from Easter Sunday.
create table holiday (
    id {identity},
    name text not null,
    month count_int check (month between 1 and 12),
    day count_int check (day between 1 and 31),
    easter_days count_int,
    place_id id_int references place (id), -- a patron saint's day is kept in its own place only
    valid_from date_text not null,
    valid_to date_text,
    check ((month is null) = (day is null) and (month is null) <> (easter_days is null))
);

create table closure (
    id {identity},
    name text not null,
    office_id id_int references office (id),      -- null: all
    line code_text check (line in ('desk', 'rides')), -- null: both
    first_day date_text not null,
    last_day date_text not null,
    check (last_day >= first_day)
);

-- Code lists: stable codes with an Italian and an English label. A code in use is retired, never deleted.
create table code (
    list code_text not null,
    code code_text not null,
    parent code_text,                      -- the area of a need
    label_it text not null,
    label_en text not null,
    hint_it text,
    position count_int not null,
    istat_area code_text,                  -- user area for the national statistics
    siuss_area code_text,                  -- area of users in the national register
    retired_on date_text,
    primary key (list, code)
);
