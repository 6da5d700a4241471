-- Jobs of the night, once a day and zone.

-- nightly_ran(name text) one nightly_job_row
select name, ran_on from nightly_job where name = :name;

-- 1 for who is first on that day.
-- nightly_take(name text, day date) changes
insert into nightly_job (name, ran_on) values (:name, :day)
on conflict (name) do update set ran_on = :day where nightly_job.ran_on < :day;
