-- What the store itself keeps: the audit and its head, and the keys of forms that were already sent.

create table audit_event (
    number integer primary key,
    at instant_int not null,
    is_read flag_int not null,             -- 1: something was read; 0: something was changed
    actor_id id_int,                       -- null: nobody with an account
    actor_name text,                       -- as it was then
    origin text,
    action code_text not null,
    subject_kind code_text,
    subject_id id_int,
    subject_last_id id_int,                -- last of a range; the same as subject_id for one
    fields text,                           -- names of the fields that changed, never their text
    reason text,
    place_id id_int,
    hash hash_blob not null                -- keyed, of this row and of the hash before
);
create index audit_event_subject on audit_event (subject_kind, subject_id, number);

-- One row, written with each group of changes. Its seal is null only while the audit is empty.
create table audit_head (
    number count_int not null,
    hash hash_blob not null,
    seal hash_blob
);
insert into audit_head (number, hash) values (0, zeroblob(32));

-- Append-only, whoever asks.
create trigger audit_event_no_update before update on audit_event
begin select raise(abort, 'audit_event is append-only'); end;
create trigger audit_event_no_delete before delete on audit_event
begin select raise(abort, 'audit_event is append-only'); end;
create trigger audit_head_no_delete before delete on audit_head
begin select raise(abort, 'audit_head is one row'); end;
create trigger audit_head_no_insert before insert on audit_head
begin select raise(abort, 'audit_head is one row'); end;

create table once_key (
    key code_text primary key,
    at instant_int not null,
    result_id id_int
);
create index once_key_at on once_key (at);
