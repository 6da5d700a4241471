-- The register of volunteers (D.Lgs. 117/2017, art. 17 c. 1; decree of 6 October 2021): entries are added and never altered.

create table roll_entry (
    number count_int not null primary key, -- gapless, from 1
    volunteer_id id_int not null references volunteer (id),
    section code_text not null check (section in ('regular', 'occasional')),
    kind code_text not null check (kind in ('start', 'end', 'correction')),
    corrects count_int references roll_entry (number),
    surname text not null,
    name text not null,
    tax_code text,                         -- or the two that follow
    birth_date date_text,
    birth_place text,
    residence text not null,
    activity_from date_text not null,
    activity_to date_text check (activity_to >= activity_from),
    note text,
    written_at instant_int not null,
    written_by id_int not null references staff_user (id),
    print text not null,                   -- of all this and of the print before; the audit has it too
    check ((corrects is not null) = (kind = 'correction')),
    check (tax_code is not null or (birth_date is not null and birth_place is not null))
);
create index roll_entry_volunteer on roll_entry (volunteer_id);

insert into policy (key, value, valid_from) values
    ('volunteers.agreement', 'Convenzione tra la Zona Sociale e l''associazione dei volontari', '2000-01-01');
