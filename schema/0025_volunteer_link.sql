-- A volunteer's own way in, without an account: a signed address for one day's sheet, or for their own page.

create table volunteer_link (
    id {identity},
    volunteer_id id_int not null references volunteer (id),
    kind code_text not null check (kind in ('sheet', 'own_page')),
    day date_text,                         -- of a sheet
    nonce text not null unique,            -- half of the address; the other half is signed with a key that is not here
    issued_at instant_int not null,
    issued_by id_int not null references staff_user (id),
    expires_at instant_int not null,
    revoked_at instant_int,
    check ((kind = 'sheet') = (day is not null))
);
create index volunteer_link_volunteer on volunteer_link (volunteer_id, kind);

-- Told from the car: this way will be late.
create table ride_late (
    leg_id id_int primary key references ride_leg (id) on delete cascade,
    minutes minutes_int not null check (minutes between 1 and 240),
    told_at instant_int not null
);

-- Told by a volunteer from the car; null: by the user.
alter table ride_event add column volunteer_id id_int references volunteer (id);

insert into policy (key, value, valid_from) values
    ('rides.car_near_minutes', '90', '2000-01-01'),
    ('rides.car_undo_minutes', '10', '2000-01-01');
