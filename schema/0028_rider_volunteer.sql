-- Who somebody would rather be driven by, and by whom never. A name promised on the phone stands on the ride itself.

create table rider_volunteer (
    person_id id_int not null references person (id),
    volunteer_id id_int not null references volunteer (id),
    company code_text not null check (company in ('preferred', 'never')),
    primary key (person_id, volunteer_id)
);
