-- Persons, where they live, with whom, and what they declared.

create table person (
    id {identity},
    surname text not null,
    name text not null,
    sort_key text not null,                -- names_sort_key(surname, name): same order on both engines
    birth_date date_text,
    birth_place_code code_text,            -- cadastral code of the municipality or country
    sex code_text check (sex in ('F', 'M')),
    citizenship_code code_text,            -- ISO 3166 alpha-2
    tax_code text,                         -- not unique: see domain/office.md on restricted persons
    tax_code_kind code_text not null check (tax_code_kind in ('none', 'personal', 'provisional', 'stp', 'eni')),
    place_id id_int references place (id), -- null: lives outside the zone or nowhere known
    address text,
    latitude_micro micro_int,              -- of the door, where known; else the place's
    longitude_micro micro_int,
    email text,
    restriction code_text check (restriction in ('staff_relative', 'violence')), -- null: not restricted
    died_on date_text,
    rider flag_int not null,               -- known to the ride service, so its coordinator may see them
    created_at instant_int not null,
    created_by id_int not null references staff_user (id),
    version count_int not null
);
create index person_sort on person (sort_key, id);
create index person_tax_code on person (tax_code);
create index person_place on person (place_id);

create table person_phone (
    id {identity},
    person_id id_int not null references person (id),
    phone text not null,                   -- international form
    label text,                            -- "figlia Carla", "vicino"
    position count_int not null
);
create index person_phone_person on person_phone (person_id);
create index person_phone_phone on person_phone (phone);

-- The circle that may know of a restricted person.
create table person_circle (
    person_id id_int not null references person (id),
    user_id id_int not null references staff_user (id),
    granted_by id_int not null references staff_user (id),
    granted_at instant_int not null,
    primary key (person_id, user_id)
);

create table person_residence (
    id {identity},
    person_id id_int not null references person (id),
    place_id id_int references place (id),
    address text,
    from_date date_text not null,
    to_date date_text
);
create index person_residence_person on person_residence (person_id);

create table household (
    id {identity},
    created_at instant_int not null
);

create table household_member (
    id {identity},
    household_id id_int not null references household (id),
    person_id id_int not null references person (id),
    relation code_text not null,           -- to the household's first person; 'self' for that one
    from_date date_text not null,
    to_date date_text
);
create index household_member_household on household_member (household_id);
create index household_member_person on household_member (person_id);

-- What a person declared, or a paper says, with its date: the newest of a kind holds.
create table person_declaration (
    id {identity},
    person_id id_int not null references person (id),
    kind code_text not null check (kind in ('lives_alone', 'autonomy', 'notices_consent')),
    value code_text not null,              -- yes/no; self_sufficient/partly/not; yes/no
    source code_text not null check (source in ('self', 'relative', 'office', 'document')),
    declared_on date_text not null,
    recorded_at instant_int not null,
    recorded_by id_int not null references staff_user (id),
    note text
);
create index person_declaration_person on person_declaration (person_id, kind);

create table legal_protection (
    id {identity},
    person_id id_int not null references person (id),
    kind code_text not null,               -- code list legal_protection
    decree_number text,
    decree_date date_text,
    holder_name text,                      -- the guardian or administrator
    holder_phone text,
    from_date date_text not null,
    to_date date_text
);
create index legal_protection_person on legal_protection (person_id);
