-- Rides: the accompaniment of self-sufficient people who live alone, booked by telephone, driven by volunteers.

create table destination (
    id {identity},
    name text not null,
    kind code_text not null,               -- code list ride_purpose: surgery, health_centre, post_office
    place_id id_int references place (id),
    address text not null,
    latitude_micro micro_int not null,
    longitude_micro micro_int not null,
    boarding_minutes minutes_int not null,
    active flag_int not null
);

create table ride (
    id {identity},
    number count_int not null unique,      -- told to the caller; gapless
    person_id id_int not null references person (id),
    office_id id_int not null references office (id),
    destination_id id_int not null references destination (id),
    called_at instant_int not null,        -- the start of the call: the notice runs from here
    booked_by id_int not null references staff_user (id),
    on_day date_text not null,
    appointment clock_int not null,
    return_kind code_text not null check (return_kind in ('none', 'at', 'on_call')),
    return_at clock_int,                   -- ready to come home; for on_call the reserved time
    companions count_int not null,
    mobility_aid code_text not null,       -- code list mobility_aid
    boarding_minutes minutes_int not null,
    boarding_notes sealed_blob,
    state code_text not null check (state in ('booked', 'refused', 'cancelled', 'closed')),
    refusal code_text,                     -- why not; the rule that said no
    unmet_reason code_text,                -- code list unmet_reason, of a refusal
    exception_reason text,                 -- a coordinator's exception to the notice or the conditions
    exception_by id_int references staff_user (id),
    cancelled_at instant_int,
    cancelled_why code_text,
    created_at instant_int not null,
    version count_int not null
);
create index ride_day on ride (on_day, office_id);
create index ride_person on ride (person_id, on_day);

-- One way of a ride. The window is what was said on the phone: a promise that planning keeps.
create table ride_leg (
    id {identity},
    ride_id id_int not null references ride (id),
    direction code_text not null check (direction in ('outbound', 'return')),
    window_opens instant_int not null,     -- of the pick-up
    window_closes instant_int not null check (window_closes >= window_opens),
    arrive_by instant_int,                 -- outbound: the appointment
    pick_up_at instant_int,                -- as planned
    drop_off_at instant_int,
    volunteer_id id_int references volunteer (id),
    vehicle_id id_int references vehicle (id),
    volunteer_promised flag_int not null,
    position count_int,                    -- order of the pick-up in the volunteer's day
    outcome code_text,                     -- code list leg_outcome; null: still to come
    outcome_reason code_text,
    outcome_at instant_int,
    outcome_by id_int references staff_user (id),
    unique (ride_id, direction)
);
create index ride_leg_window on ride_leg (window_opens);
create index ride_leg_volunteer on ride_leg (volunteer_id, window_opens);

-- What happened to a ride, newest last: booked, moved, corrected, cancelled, outcome given.
create table ride_event (
    id {identity},
    ride_id id_int not null references ride (id),
    at instant_int not null,
    user_id id_int not null references staff_user (id),
    kind code_text not null,
    detail text,
    former sealed_blob
);
create index ride_event_ride on ride_event (ride_id);

-- Measured times between two places of living or destinations; they override the reckoned ones.
create table travel_time (
    from_place_id id_int not null references place (id),
    to_place_id id_int not null references place (id),
    minutes minutes_int not null check (minutes between 0 and 600),
    metres count_int not null,
    measured_on date_text not null,
    primary key (from_place_id, to_place_id)
);
