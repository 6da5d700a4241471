-- Roads: a time between two places says where it comes from, a place may have a road factor of its own, and a leg keeps
-- when it really went and how far the car drove for it.

alter table travel_time rename to travel_time_before;
create table travel_time (
    id {identity},
    from_place_id id_int not null references place (id),
    to_place_id id_int not null references place (id),
    source code_text not null check (source in ('measured', 'imported', 'learned', 'routed')),
    minutes minutes_int not null check (minutes between 0 and 600),
    metres count_int not null check (metres >= 0),
    measured_on date_text not null,
    rides count_int not null default 0,    -- how many it was learned from
    version count_int not null default 1,
    unique (from_place_id, to_place_id, source)
);
insert into travel_time (from_place_id, to_place_id, source, minutes, metres, measured_on)
select from_place_id, to_place_id, 'measured', minutes, metres, measured_on from travel_time_before
order by from_place_id, to_place_id;
drop table travel_time_before;

create table road_factor (
    place_id id_int primary key references place (id),
    percent count_int not null check (percent between 100 and 500), -- road length in hundredths of the straight line
    version count_int not null default 1
);

alter table ride_leg add column picked_up_at instant_int; -- as it went, when somebody wrote it down; null: not known
alter table ride_leg add column set_down_at instant_int;
alter table ride_leg add column metres count_int;         -- of the planned route: to the door, to where they go, and home after the last
