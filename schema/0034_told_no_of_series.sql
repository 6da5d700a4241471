-- A no to some dates of a series is counted date by date: one call may leave several.

alter table ride_told_no rename to ride_told_no_of_call;

create table ride_told_no (
    id {identity},
    office_id id_int not null references office (id),
    told_by id_int not null references staff_user (id),
    called_at instant_int not null,        -- the call
    on_day date_text not null,             -- the day that was asked for, the last time; of a series each
    unmet_reason code_text not null,       -- code list unmet_reason
    unique (told_by, called_at, on_day)
);

insert into ride_told_no (office_id, told_by, called_at, on_day, unmet_reason)
select office_id, told_by, called_at, on_day, unmet_reason from ride_told_no_of_call order by id;

drop table ride_told_no_of_call;
create index ride_told_no_day on ride_told_no (on_day);
