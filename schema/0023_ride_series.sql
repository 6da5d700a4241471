-- Rides that come again: "every Tuesday at ten". Each date is a ride of its own, decided by itself.

create table ride_series (
    id {identity},
    person_id id_int not null references person (id),
    every code_text not null check (every in ('week', 'month')),
    step count_int not null,               -- each week, each second week ...
    weekdays count_int not null,           -- bit n: the n-th weekday, Monday is 1
    first_day date_text not null,
    last_day date_text not null check (last_day >= first_day),
    times count_int not null,              -- 0: until the last day
    appointment clock_int not null,
    booked_by id_int not null references staff_user (id),
    created_at instant_int not null
);
create index ride_series_person on ride_series (person_id);

alter table ride add column series_id id_int references ride_series (id); -- null: by itself
create index ride_of_series on ride (series_id, on_day) where series_id is not null;
