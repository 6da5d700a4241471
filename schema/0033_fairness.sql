-- How rides are shared out among volunteers: what each way asks of who drives it, and how much further a fairer day may drive.

alter table ride_leg add column busy_seconds count_int; -- of the planned route: driving for it, getting in and out; no waiting
update ride_leg set busy_seconds = drop_off_at - pick_up_at where pick_up_at is not null and drop_off_at is not null;

insert into policy (key, value, valid_from) values ('rides.fair_extra_percent', '10', '2000-01-01');
