-- A no on the telephone, counted also when nobody records it: how often and why, and not to whom.

create table ride_told_no (
    id {identity},
    office_id id_int not null references office (id),
    told_by id_int not null references staff_user (id),
    called_at instant_int not null,        -- the call; one call is counted once
    on_day date_text not null,             -- the day that was asked for, the last time
    unmet_reason code_text not null,       -- code list unmet_reason
    unique (told_by, called_at)
);
create index ride_told_no_day on ride_told_no (on_day);
create index ride_exception on ride (on_day) where exception_reason is not null;
