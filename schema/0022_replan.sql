-- The day planned anew: a way that keeps its volunteer whatever else moves, and who was called about a way that nobody
-- can drive.

alter table ride_leg add column locked flag_int not null default 0;
alter table ride_leg add column called_at instant_int;
