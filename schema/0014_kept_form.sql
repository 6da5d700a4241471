-- A contact that is not finished waits while the person it is about gets a record: for a day, and for who wrote it.

create table contact_kept_form (
    key code_text primary key,
    user_id id_int not null references staff_user (id),
    at instant_int not null,
    fields sealed_blob not null            -- as the form would send them
);
create index contact_kept_form_at on contact_kept_form (at);
