-- What a zone knows can be corrected and ended, and nothing that was referred to is deleted. What has ended
-- (active = 0) is no longer chosen, and stays wherever it was written.

alter table municipality add column active flag_int not null default 1;
alter table municipality add column version count_int not null default 1;

alter table place add column active flag_int not null default 1;
alter table place add column version count_int not null default 1;

alter table office add column active flag_int not null default 1;
alter table office add column version count_int not null default 1;

alter table organization add column version count_int not null default 1;

alter table destination add column version count_int not null default 1;

alter table vehicle add column version count_int not null default 1;
alter table vehicle add column place_id id_int references place (id); -- null: where it was put by its coordinates alone

update vehicle set place_id = (
    select min(p.id) from place p
    where p.latitude_micro = vehicle.latitude_micro and p.longitude_micro = vehicle.longitude_micro);

-- How long an access that is over stays on record; ours.
insert into policy (key, value, valid_from) values ('sign_in.sessions_kept_days', '180', '2000-01-01');

-- Which places get rides was a list of names and is one of places: "Arrone,Polino" becomes ",3,7" and then "3,7";
-- "all" stays. Where no place bears any of the names nobody was served, and 0 says so still.
update policy set value = coalesce(nullif((
    with recursive served (place_id, ids) as (
        select cast(0 as bigint), cast('' as text)
        union all
        select cast(p.id as bigint), s.ids || case
            when ',' || policy.value || ',' like '%,' || p.name || ',%' then ',' || cast(p.id as text) else '' end
        from served s join place p on p.id = (select min(n.id) from place n where n.id > s.place_id))
    select substr(ids, 2) from served order by place_id desc limit 1), ''), '0')
where key = 'rides.places' and value <> 'all';

create index staff_session_expires on staff_session (expires_at);
