-- From when on a ride no longer changes hands to make room for another caller.

insert into policy (key, value, valid_from) values ('rides.firm_minutes', '1080', '2000-01-01');
