-- What the demo zone needs and no screen does yet.

-- Demo passwords are known to all: nobody is asked to change them.
-- demo_keep_password(user id) exec
update staff_user set must_change_password = 0 where id = :user;

-- demo_municipality(code text) value id
select id from municipality where code = :code;

-- demo_travel_time_insert{from_place_id id, to_place_id id, minutes minutes, metres count, measured_on date} exec
insert into travel_time (from_place_id, to_place_id, source, minutes, metres, measured_on)
values (:from_place_id, :to_place_id, 'measured', :minutes, :metres, :measured_on);

-- demo_rides_booked(day date) many demo_ride max 400
select r.id, r.version, r.on_day, r.called_at, l.id as leg_id, l.direction, l.window_opens
from ride r join ride_leg l on l.ride_id = r.id
where r.on_day = :day and r.state = 'booked'
order by r.number, l.direction;
