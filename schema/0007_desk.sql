-- The front desk: contacts, the needs told in them, and what the desk answered.

create table contact (
    id {identity},
    number count_int not null unique,      -- shown to people; gapless
    at instant_int not null,
    office_id id_int not null references office (id),
    user_id id_int not null references staff_user (id),
    channel code_text not null,
    reason code_text not null,             -- code list contact_reason
    sender text,                           -- who sent them; compulsory with reason 'sent'
    caller_kind code_text not null,        -- code list caller
    caller_name text,
    caller_phone text,
    person_id id_int references person (id), -- null: anonymous
    anonymous_label text,                  -- "signora di Collestatte"
    place_id id_int references place (id), -- where the need is, for anonymous contacts too
    notes sealed_blob,
    minutes minutes_int,                   -- how long it took
    urgent flag_int not null,
    call_back_on date_text,
    call_back_at clock_int,
    call_back_phone text,
    call_back_what text,
    call_back_closed_at instant_int,
    call_back_closed_by id_int references staff_user (id),
    call_back_outcome code_text check (call_back_outcome in ('reached', 'not_reached', 'not_needed')),
    version count_int not null
);
create index contact_office_at on contact (office_id, at);
create index contact_person on contact (person_id, at);
create index contact_call_back on contact (office_id, call_back_on);

create table contact_need (
    contact_id id_int not null references contact (id),
    need code_text not null,
    unmet_reason code_text,                -- null: answered or being answered
    primary key (contact_id, need)
);
create index contact_need_need on contact_need (need);

create table contact_response (
    id {identity},
    contact_id id_int not null references contact (id),
    response code_text not null,
    service_id id_int references service (id),
    organization_id id_int references organization (id),
    detail text
);
create index contact_response_contact on contact_response (contact_id);

-- The former text of a corrected contact, whole and sealed.
create table contact_revision (
    id {identity},
    contact_id id_int not null references contact (id),
    version count_int not null,
    at instant_int not null,
    user_id id_int not null references staff_user (id),
    reason text not null,
    former sealed_blob not null,
    unique (contact_id, version)
);
