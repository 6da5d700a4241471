-- Reading the audit: who read and changed what. Newest first, a page at a time, before a number.

-- `who` is a pattern in lower case, or null. The caller bounds the numbers.
-- register_rows{from count, before count, since instant, until instant, who text, take count} many register_row max 5001
select number, at, is_read, actor_name, origin, action, subject_kind, subject_id, subject_last_id, fields, reason
from audit_event
where number >= :from and number < :before and at >= :since and at < :until
    and (:who is null or lower(actor_name) like :who)
order by number desc limit :take;

-- The same of one person, by its index.
-- register_of_person{person_id id, before count, since instant, until instant, who text, take count} many register_row max 5001
select number, at, is_read, actor_name, origin, action, subject_kind, subject_id, subject_last_id, fields, reason
from audit_event
where subject_kind = 'person' and subject_id = :person_id and number < :before
    and at >= :since and at < :until and (:who is null or lower(actor_name) like :who)
order by number desc limit :take;

-- register_at(number count) value instant
select at from audit_event where number = :number;
