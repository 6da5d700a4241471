-- Made before the table it refers to, filled, and with a reference to itself.
create table office (
    id {identity},
    place_id id_int references place (id),
    parent_id id_int references office (id)
);
create table place (
    list code_text not null,
    id id_int not null,
    note sealed_blob,
    primary key (list, id)
);
insert into place (list, id) values ('a', 1);
