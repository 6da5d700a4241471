-- Users, roles, entering and sessions.

-- What a session's request needs, in one read. Several rows when the user has several roles.
-- staff_session_roles(token_hash blob, now instant, today date) many session_role max 16
select s.id as session_id, s.stage, s.created_at, s.seen_at, u.id as user_id, u.username,
    u.surname, u.name, u.title, r.role, r.office_id, r.municipality_id,
    coalesce((select z.second_factor from zone z where z.id = 1 and u.totp_secret is null), 0) as "lacks_factor:flag_int"
from staff_session s
join staff_user u on u.id = s.user_id
left join staff_role r on r.user_id = u.id and r.valid_from <= :today
    and (r.valid_to is null or r.valid_to >= :today)
where s.token_hash = :token_hash and s.ended_at is null and s.expires_at > :now and u.active = 1
order by r.id;

-- The places served by the user's offices.
-- staff_user_places(user_id id, today date) many user_place max 64
select distinct p.place_id
from staff_role r
join office_place p on p.office_id = r.office_id
where r.user_id = :user_id and r.valid_from <= :today
    and (r.valid_to is null or r.valid_to >= :today);

-- staff_system_user() one system_user
select id, username, surname, name from staff_user where system = 1;

-- staff_system_user_add(now instant) exec
insert into staff_user (username, surname, name, password_hash, must_change_password, active, system, created_at, version)
values ('sistema', 'Sistema', 'Riga di comando', '-', 0, 0, 1, :now, 1);

-- ---- entering ----

-- staff_user_by_name(username text) one entering_user
select id, username, surname, name, password_hash, must_change_password, totp_secret, totp_last_step, active
from staff_user where username = :username and system = 0;

-- staff_user_by_id(user_id id) one entering_user
select id, username, surname, name, password_hash, must_change_password, totp_secret, totp_last_step, active
from staff_user where id = :user_id and system = 0;

-- staff_user_role_codes(user_id id, today date) many user_role_code max 64
select role from staff_role
where user_id = :user_id and valid_from <= :today and (valid_to is null or valid_to >= :today);

-- Failures of an account since an instant and since it was last entered.
-- staff_account_failures(account_hash blob, since instant) value count
select cast(count(*) as bigint) as "failures:count_int" from sign_in_attempt
where account_hash = :account_hash and at > :since and succeeded = 0
    and id > coalesce((select max(id) from sign_in_attempt where account_hash = :account_hash and succeeded = 1), 0);

-- staff_origin_failures(origin text, since instant) value count
select cast(count(*) as bigint) as "failures:count_int" from sign_in_attempt
where origin = :origin and at > :since and succeeded = 0;

-- staff_attempt_add(at instant, account_hash blob, origin text, succeeded flag) exec
insert into sign_in_attempt (at, account_hash, origin, succeeded)
values (:at, :account_hash, :origin, :succeeded);

-- The oldest few, so that the table stays small by itself.
-- staff_attempts_forget(before instant) exec
delete from sign_in_attempt where id in (
    select id from (select id, at from sign_in_attempt order by id limit 4) as oldest where at < :before);

-- staff_user_set_password(user_id id, password_hash text, must_change flag) exec
update staff_user set password_hash = :password_hash, must_change_password = :must_change, version = version + 1
where id = :user_id;

-- staff_user_set_totp(user_id id, totp_secret blob, totp_last_step count) exec
update staff_user set totp_secret = :totp_secret, totp_last_step = :totp_last_step, version = version + 1
where id = :user_id;

-- A code is good once: nothing changes when its step was used or passed.
-- staff_user_use_step(user_id id, step count) changes
update staff_user set totp_last_step = :step
where id = :user_id and totp_secret is not null and (totp_last_step is null or totp_last_step < :step);

-- staff_recovery_clear(user_id id) exec
delete from staff_recovery_code where user_id = :user_id;

-- staff_recovery_add(user_id id, code_hash blob) exec
insert into staff_recovery_code (user_id, code_hash) values (:user_id, :code_hash);

-- staff_recovery_use(user_id id, code_hash blob, now instant) changes
update staff_recovery_code set used_at = :now
where user_id = :user_id and code_hash = :code_hash and used_at is null;

-- staff_recovery_left(user_id id) value count
select cast(count(*) as bigint) as "codes:count_int" from staff_recovery_code
where user_id = :user_id and used_at is null;

-- ---- sessions ----

-- staff_session_add{token_hash blob, user_id id, stage text, now instant, expires_at instant, origin text, agent text} value id
insert into staff_session (token_hash, user_id, stage, created_at, seen_at, expires_at, origin, agent)
values (:token_hash, :user_id, :stage, :now, :now, :expires_at, :origin, :agent)
returning id;

-- staff_session_seen(id id, now instant, expires_at instant) exec
update staff_session set seen_at = :now, expires_at = :expires_at where id = :id and ended_at is null;

-- A new token and how far its holder has come.
-- staff_session_renew{id id, token_hash blob, stage text, now instant, expires_at instant} changes
update staff_session set token_hash = :token_hash, stage = :stage, seen_at = :now, expires_at = :expires_at
where id = :id and ended_at is null and expires_at > :now;

-- A few of those that were over before an instant, but for each user's last entry, which the list of users tells.
-- staff_sessions_forget(before instant) exec
delete from staff_session where id in (
    select s.id from staff_session s
    where s.expires_at < :before and (s.stage <> 'open' or exists (
        select 1 from staff_session later where later.user_id = s.user_id and later.stage = 'open' and later.id > s.id))
    order by s.expires_at, s.id limit 4);

-- staff_session_end(id id, user_id id, now instant) changes
update staff_session set ended_at = :now where id = :id and user_id = :user_id and ended_at is null;

-- staff_sessions_end_others(user_id id, id id, now instant) exec
update staff_session set ended_at = :now where user_id = :user_id and id <> :id and ended_at is null;

-- staff_sessions_end_all(user_id id, now instant) exec
update staff_session set ended_at = :now where user_id = :user_id and ended_at is null;

-- staff_sessions_open(user_id id, now instant) many open_session max 500
select id, stage, created_at, seen_at, origin, agent from staff_session
where user_id = :user_id and ended_at is null and expires_at > :now
order by seen_at desc, id desc;

-- ---- users ----

-- A page of users, by name. `words` is a pattern in lower case; null means all.
-- staff_users{words text, role text, today date, skip count, take count} many user_line max 100
select u.id, u.username, u.surname, u.name, u.active, u.must_change_password,
    cast(case when u.totp_secret is null then 0 else 1 end as bigint) as "has_factor:flag_int",
    (select max(s.created_at) from staff_session s where s.user_id = u.id and s.stage = 'open') as "entered_at:instant_int"
from staff_user u
where u.system = 0
    and (:words is null or lower(u.surname || ' ' || u.name || ' ' || u.username) like :words)
    and (:role is null or exists (select 1 from staff_role r where r.user_id = u.id and r.role = :role
        and r.valid_from <= :today and (r.valid_to is null or r.valid_to >= :today)))
order by u.surname, u.name, u.id limit :take offset :skip;

-- staff_users_count(words text, role text, today date) value count
select cast(count(*) as bigint) as "users:count_int" from staff_user u
where u.system = 0
    and (:words is null or lower(u.surname || ' ' || u.name || ' ' || u.username) like :words)
    and (:role is null or exists (select 1 from staff_role r where r.user_id = u.id and r.role = :role
        and r.valid_from <= :today and (r.valid_to is null or r.valid_to >= :today)));

-- staff_user_read(user_id id) one user_row
select id, username, surname, name, title, email, must_change_password, active, created_at, version,
    cast(case when totp_secret is null then 0 else 1 end as bigint) as "has_factor:flag_int"
from staff_user where id = :user_id and system = 0;

-- staff_user_insert{username text, surname text, name text, title text, email text, password_hash text, now instant} value id
insert into staff_user (username, surname, name, title, email, password_hash, must_change_password, active, system,
    created_at, version)
values (:username, :surname, :name, :title, :email, :password_hash, 1, 1, 0, :now, 1)
returning id;

-- staff_user_update{user_id id, username text, surname text, name text, title text, email text, version count} changes
update staff_user set username = :username, surname = :surname, name = :name, title = :title, email = :email,
    version = version + 1
where id = :user_id and version = :version and system = 0;

-- staff_user_set_active(user_id id, active flag) changes
update staff_user set active = :active, version = version + 1 where id = :user_id and active <> :active and system = 0;

-- Every role a user ever had, those that hold longest first.
-- staff_user_roles(user_id id) many user_role max 200
select r.id, r.user_id, r.role, r.office_id, o.name as office, r.municipality_id, m.name as municipality,
    r.valid_from, r.valid_to
from staff_role r
left join office o on o.id = r.office_id
left join municipality m on m.id = r.municipality_id
where r.user_id = :user_id
order by coalesce(r.valid_to, '9999-12-31') desc, r.id;

-- The roles in force of everybody, for the list.
-- staff_roles_on(today date) many user_role max 4000
select r.id, r.user_id, r.role, r.office_id, o.name as office, r.municipality_id, m.name as municipality,
    r.valid_from, r.valid_to
from staff_role r
left join office o on o.id = r.office_id
left join municipality m on m.id = r.municipality_id
where r.valid_from <= :today and (r.valid_to is null or r.valid_to >= :today)
order by r.user_id, r.id;

-- staff_role_insert{user_id id, role text, office_id id, municipality_id id, valid_from date, valid_to date} value id
insert into staff_role (user_id, role, office_id, municipality_id, valid_from, valid_to)
values (:user_id, :role, :office_id, :municipality_id, :valid_from, :valid_to)
returning id;

-- Who works at an office on a day or will later, each once.
-- staff_of_office(office_id id, today date) many office_worker max 500
select distinct u.id, u.surname, u.name
from staff_role r join staff_user u on u.id = r.user_id
where r.office_id = :office_id and u.active = 1 and (r.valid_to is null or r.valid_to >= :today)
order by u.surname, u.name, u.id;

-- staff_role_end(id id, user_id id, valid_to date) changes
update staff_role set valid_to = :valid_to
where id = :id and user_id = :user_id and (valid_to is null or valid_to > :valid_to);

-- Who else could still manage users.
-- staff_other_administrators(user_id id, today date) value count
select cast(count(distinct u.id) as bigint) as "users:count_int"
from staff_role r join staff_user u on u.id = r.user_id
where r.role = 'administrator' and u.active = 1 and u.id <> :user_id
    and r.valid_from <= :today and (r.valid_to is null or r.valid_to >= :today);
