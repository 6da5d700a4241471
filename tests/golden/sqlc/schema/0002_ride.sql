create table ride (
    id {identity},
    person_id id_int not null references person (id),
    day date_text not null,
    departs clock_int,
    booked_at instant_int not null,
    fare cents_int not null,
    minutes minutes_int not null,
    seats count_int not null,
    longitude micro_int,
    is_return flag_int not null,
    status code_text not null,
    strange varchar(3)
);
