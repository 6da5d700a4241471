-- Shifts that volunteers gave back.

-- ride_hand_back_insert{volunteer_id id, starts instant, ends instant, at instant} value id
insert into ride_hand_back (volunteer_id, starts, ends, at) values (:volunteer_id, :starts, :ends, :at)
returning id;

-- ride_hand_backs_since(volunteer_id id, since instant) value count
select count(*) as "given_back:count_int" from ride_hand_back where volunteer_id = :volunteer_id and at > :since;

-- Of days that are not over.
-- ride_hand_backs_from(since instant) many hand_back_row max 200
select b.id, b.volunteer_id, b.starts, b.ends, v.name, v.surname
from ride_hand_back b join volunteer v on v.id = b.volunteer_id
where b.starts >= :since order by b.starts, b.id;
