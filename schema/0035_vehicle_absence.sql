-- A car that stops: from an hour on, and until somebody says that it is back.

alter table vehicle_absence rename to vehicle_absence_of_days;

create table vehicle_absence (
    id {identity},
    vehicle_id id_int not null references vehicle (id),
    from_day date_text not null,
    starts clock_int,                      -- on the first day; null: all of it
    to_day date_text check (to_day >= from_day), -- null: nobody knows yet
    ends clock_int check (ends is null or to_day is not null), -- on the last day; null: all of it
    note text
);

insert into vehicle_absence (vehicle_id, from_day, to_day, note)
select vehicle_id, from_day, to_day, note from vehicle_absence_of_days order by id;

drop table vehicle_absence_of_days;
create index vehicle_absence_vehicle on vehicle_absence (vehicle_id, to_day);
