-- What a passenger says of a ride when called afterwards; asked of a few, and nobody has to answer.

create table ride_opinion (
    ride_id id_int primary key references ride (id),
    score count_int check (score between 1 and 5), -- null: called, and did not want to say
    comment sealed_blob,
    asked_at instant_int not null,
    asked_by id_int not null references staff_user (id)
);
