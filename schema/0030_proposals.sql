-- Volunteers say on their own page when they can and when they cannot. Weekly hours wait for the coordinator's yes.

create table volunteer_proposal (
    id {identity},
    volunteer_id id_int not null references volunteer (id),
    hours_id id_int references volunteer_hours (id) on delete cascade, -- no longer these; null: these too
    weekday count_int not null check (weekday between 1 and 7),
    starts clock_int not null,
    ends clock_int not null check (ends > starts),
    state code_text not null check (state in ('open', 'accepted', 'refused', 'withdrawn')),
    said_at instant_int not null,
    decided_at instant_int,
    check ((state = 'open') = (decided_at is null))
);
create index volunteer_proposal_volunteer on volunteer_proposal (volunteer_id, state);
create index volunteer_proposal_open on volunteer_proposal (state, id);
create index volunteer_proposal_hours on volunteer_proposal (hours_id);

-- Said by the volunteer, who may take it back; else by the office or by giving back a shift.
alter table volunteer_absence add column own_word flag_int not null default 0;

insert into policy (key, value, valid_from) values
    ('volunteers.hours_at_once', 'no', '2000-01-01');
