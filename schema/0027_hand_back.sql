-- A volunteer gives back, on their own page, what they had promised for a part of a day.

create table ride_hand_back (
    id {identity},
    volunteer_id id_int not null references volunteer (id),
    starts instant_int not null,           -- of the shift
    ends instant_int not null check (ends > starts),
    at instant_int not null
);
create index ride_hand_back_volunteer on ride_hand_back (volunteer_id, at);
create index ride_hand_back_starts on ride_hand_back (starts);

insert into policy (key, value, valid_from) values
    ('volunteers.link_days', '60', '2000-01-01'),
    ('rides.hand_back_hours', '20', '2000-01-01'),
    ('rides.hand_back_most', '2', '2000-01-01'),
    ('rides.hand_back_days', '28', '2000-01-01');
