-- Roads: times between places with their sources, road factors, and what driven rides tell of them.

-- The strongest source of a pair first: what somebody wrote down on purpose, then what our cars took, then what was
-- only computed.
-- travel_times() many travel_time_row max 16000
select t.from_place_id, t.to_place_id, t.minutes, t.metres,
    case t.source when 'measured' then 1 when 'imported' then 2 when 'learned' then 3 else 4 end as "rank:count_int"
from travel_time t order by t.from_place_id, t.to_place_id, 5;

-- road_factors() many road_factor_row max 2000
select place_id, percent, version from road_factor order by place_id;

-- road_factor(place_id id) one road_factor_row
select place_id, percent, version from road_factor where place_id = :place_id;

-- road_factor_insert(place_id id, percent count) changes
insert into road_factor (place_id, percent) values (:place_id, :percent) on conflict (place_id) do nothing;

-- road_factor_update(place_id id, percent count, version count) changes
update road_factor set percent = :percent, version = version + 1 where place_id = :place_id and version = :version;

-- road_factor_delete(place_id id, version count) changes
delete from road_factor where place_id = :place_id and version = :version;

-- Of one place (0: of all), by names.
-- road_times(place_id id) many road_time_row max 16000
select t.id, t.from_place_id, t.to_place_id,
    f.name || case f.kind when 'hamlet' then ' (' || fm.name || ')' else '' end as "from_label:text",
    d.name || case d.kind when 'hamlet' then ' (' || dm.name || ')' else '' end as "to_label:text", t.source, t.minutes, t.metres,
    t.measured_on, t.rides, t.version
from travel_time t join place f on f.id = t.from_place_id join place d on d.id = t.to_place_id
    join municipality fm on fm.id = f.municipality_id join municipality dm on dm.id = d.municipality_id
where :place_id is null or t.from_place_id = :place_id or t.to_place_id = :place_id
order by f.name, d.name, f.id, d.id,
    case t.source when 'measured' then 1 when 'imported' then 2 when 'learned' then 3 else 4 end;

-- road_time(id id) one road_time_row
select t.id, t.from_place_id, t.to_place_id,
    f.name || case f.kind when 'hamlet' then ' (' || fm.name || ')' else '' end as "from_label:text",
    d.name || case d.kind when 'hamlet' then ' (' || dm.name || ')' else '' end as "to_label:text", t.source, t.minutes, t.metres,
    t.measured_on, t.rides, t.version
from travel_time t join place f on f.id = t.from_place_id join place d on d.id = t.to_place_id
    join municipality fm on fm.id = f.municipality_id join municipality dm on dm.id = d.municipality_id
where t.id = :id;

-- ERR_CONFLICT when the pair has one of this source.
-- road_time_insert{from_place_id id, to_place_id id, source text, minutes minutes, metres count, measured_on date} value id
insert into travel_time (from_place_id, to_place_id, source, minutes, metres, measured_on)
values (:from_place_id, :to_place_id, :source, :minutes, :metres, :measured_on) returning id;

-- road_time_put{from_place_id id, to_place_id id, source text, minutes minutes, metres count, measured_on date,
--     rides count} exec
insert into travel_time (from_place_id, to_place_id, source, minutes, metres, measured_on, rides)
values (:from_place_id, :to_place_id, :source, :minutes, :metres, :measured_on, :rides)
on conflict (from_place_id, to_place_id, source) do update set minutes = :minutes, metres = :metres,
    measured_on = :measured_on, rides = :rides, version = travel_time.version + 1;

-- road_time_update{id id, version count, minutes minutes, metres count, measured_on date} changes
update travel_time set minutes = :minutes, metres = :metres, measured_on = :measured_on, version = version + 1
where id = :id and version = :version and source in ('measured', 'imported');

-- road_time_delete(id id, version count) changes
delete from travel_time where id = :id and version = :version;

-- Driven legs whose times somebody wrote down or tapped in the car, by pair and the newest first: straight from door to
-- door, with nobody else fetched or set down by the same volunteer on the way. Marks that were not tapped when it
-- happened tell nothing: who got in more than an hour off what was promised, and an arrival that was remembered at the
-- next door, two minutes before somebody else got in there.
-- road_observations(from_day date) many road_observation max 20000
select o.from_place_id as "from_place_id:id_int", o.to_place_id as "to_place_id:id_int",
    o.from_latitude as "from_latitude:micro_int", o.from_longitude as "from_longitude:micro_int",
    o.to_latitude as "to_latitude:micro_int", o.to_longitude as "to_longitude:micro_int", o.picked_up_at, o.set_down_at
from (
    select case l.direction when 'outbound' then p.place_id else d.place_id end as from_place_id,
        case l.direction when 'outbound' then d.place_id else p.place_id end as to_place_id,
        case l.direction when 'outbound' then coalesce(p.latitude_micro, h.latitude_micro) else d.latitude_micro end
            as from_latitude,
        case l.direction when 'outbound' then coalesce(p.longitude_micro, h.longitude_micro) else d.longitude_micro end
            as from_longitude,
        case l.direction when 'outbound' then d.latitude_micro else coalesce(p.latitude_micro, h.latitude_micro) end
            as to_latitude,
        case l.direction when 'outbound' then d.longitude_micro else coalesce(p.longitude_micro, h.longitude_micro) end
            as to_longitude,
        l.id, l.volunteer_id, l.picked_up_at, l.set_down_at
    from ride r
    join ride_leg l on l.ride_id = r.id
    join person p on p.id = r.person_id
    join place h on h.id = p.place_id
    join destination d on d.id = r.destination_id
    where r.on_day >= :from_day and l.outcome = 'done' and l.picked_up_at is not null and l.set_down_at is not null
        and l.picked_up_at between l.window_opens - 3600 and l.window_closes + 3600
        and d.place_id is not null and p.place_id <> d.place_id
) o
where not exists (
    select 1 from ride_leg other
    where other.volunteer_id = o.volunteer_id and other.id <> o.id and other.outcome = 'done'
        and (coalesce(other.picked_up_at, other.pick_up_at) between o.picked_up_at and o.set_down_at - 1
            or coalesce(other.set_down_at, other.drop_off_at) between o.picked_up_at + 1 and o.set_down_at
            or other.picked_up_at between o.set_down_at and o.set_down_at + 119))
order by 1, 2, o.picked_up_at desc
limit 20000;
