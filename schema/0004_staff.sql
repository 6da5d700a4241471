-- Who works here: users, their roles, how they enter, their sessions.

create table staff_user (
    id {identity},
    username code_text not null unique,    -- as typed in lower case
    surname text not null,
    name text not null,
    title text,                            -- as shown beside the name: "coordinatrice sociale"
    email text,
    password_hash text not null,           -- argon2id, PHC string
    must_change_password flag_int not null,
    totp_secret sealed_blob,               -- null: no second factor yet
    totp_last_step count_int,              -- a code is good once
    active flag_int not null,
    system flag_int not null,              -- the command line's own user: nobody signs in with it
    created_at instant_int not null,
    version count_int not null
);

create table staff_role (
    id {identity},
    user_id id_int not null references staff_user (id),
    role code_text not null,               -- the codes of staff/powers.h
    office_id id_int references office (id), -- null: the whole zone
    municipality_id id_int references municipality (id), -- for mayors and councillors
    valid_from date_text not null,
    valid_to date_text
);
create index staff_role_user on staff_role (user_id);

create table staff_recovery_code (
    user_id id_int not null references staff_user (id),
    code_hash hash_blob not null,
    used_at instant_int,
    primary key (user_id, code_hash)
);

create table staff_session (
    id {identity},
    token_hash hash_blob not null unique,  -- the token itself is only in the browser
    user_id id_int not null references staff_user (id),
    stage code_text not null check (stage in ('second_factor', 'new_password', 'open')),
    created_at instant_int not null,
    seen_at instant_int not null,
    expires_at instant_int not null,
    ended_at instant_int,
    origin text not null,
    agent text not null
);
create index staff_session_user on staff_session (user_id);

-- For throttling, per account and per address. Account names are kept as keyed hashes: people type passwords there.
create table sign_in_attempt (
    id {identity},
    at instant_int not null,
    account_hash hash_blob not null,
    origin text not null,
    succeeded flag_int not null
);
create index sign_in_attempt_account on sign_in_attempt (account_hash, at);
create index sign_in_attempt_origin on sign_in_attempt (origin, at);
