-- A comment with an empty line after it belongs to no statement.

-- The rides of one day, in order of departure.
-- Cancelled ones are left out.
-- rides_on_day(day date, person id) many ride_row max 500
select r.id, r.departs, p.surname, r.fare, r.is_return, r.day, r.booked_at
  from ride r join person p on p.id = r.person_id
 where r.day = :day           -- a comment inside
   and (:person is null or r.person_id = :person)
   and r.status <> 'it''s; off'
 order by r.departs;

-- ride_by_id(id id) one ride_row
select r.id, r.departs, p.surname, r.fare, r.is_return, r.day, r.booked_at
  from ride r join person p on p.id = r.person_id where r.id = :id;

-- ride_add{person id, day date, departs clock,
--          booked_at instant, fare money, minutes minutes, seats count,
--          longitude micro, is_return flag, status text} value id
-- Gives the number of the new ride.
insert into ride (person_id, day, departs, booked_at, fare, minutes, seats, longitude, is_return,
                  status)
values (:person, :day, :departs, :booked_at, :fare, :minutes, :seats, :longitude, :is_return,
        :status)
returning id;

-- Everybody with what was sealed about them.
-- people_each() each person_row
select id, surname, born_on, notes, fingerprint from person order by id;

-- fares_of(person id) one fares_row
select cast(sum(fare) as bigint) as "total:cents_int", count(*) as "rides:count_int"
  from ride where person_id = :person;

-- ride_count() value count
select count(*) from ride;

-- ride_cancel(id id, notes blob) changes
update ride set status = 'cancelled' where id = :id and :notes is not null;

-- ride_forget(id id) exec
delete from ride where id = :id;

-- ride_lock(id id) value id
select id from ride where id = :id {for update};

-- rides_of{person id, day date} each ride_row
select r.id, r.departs, p.surname, r.fare, r.is_return, r.day, r.booked_at
  from ride r join person p on p.id = r.person_id
 where p.id = :person and r.day >= :day;

-- rides_since(day date) each ride_row
select r.id, r.departs, p.surname, r.fare, r.is_return, r.day, r.booked_at
  from ride r join person p on p.id = r.person_id where r.day >= :day;
