-- Contacts, the needs told in them, the desk's responses, and their history.

-- contact_next_number() value count
select coalesce(max(number), 0) + 1 as "number:count_int" from contact;

-- contact_insert{number count, at instant, office_id id, user_id id, channel text, reason text, sender text,
--     caller_kind text, caller_name text, caller_phone text, person_id id, anonymous_label text, place_id id,
--     minutes minutes, urgent flag, call_back_on date, call_back_at clock, call_back_phone text, call_back_what text} value id
insert into contact (number, at, office_id, user_id, channel, reason, sender, caller_kind, caller_name, caller_phone,
    person_id, anonymous_label, place_id, minutes, urgent, call_back_on, call_back_at, call_back_phone,
    call_back_what, version)
values (:number, :at, :office_id, :user_id, :channel, :reason, :sender, :caller_kind, :caller_name, :caller_phone,
    :person_id, :anonymous_label, :place_id, :minutes, :urgent, :call_back_on, :call_back_at, :call_back_phone,
    :call_back_what, 1)
returning id;

-- The id is part of the seal, so notes are put in once it is known.
-- contact_set_notes(id id, notes blob) exec
update contact set notes = :notes where id = :id;

-- contact_need_insert(contact_id id, need text, unmet_reason text) exec
insert into contact_need (contact_id, need, unmet_reason) values (:contact_id, :need, :unmet_reason);

-- contact_response_insert(contact_id id, response text, service_id id, organization_id id, detail text) exec
insert into contact_response (contact_id, response, service_id, organization_id, detail)
values (:contact_id, :response, :service_id, :organization_id, :detail);

-- contact_needs_delete(contact_id id) exec
delete from contact_need where contact_id = :contact_id;

-- contact_responses_delete(contact_id id) exec
delete from contact_response where contact_id = :contact_id;

-- contact_row(id id) one contact_row
select c.id, c.number, c.at, c.office_id, c.user_id, u.name as user_name, u.surname as user_surname, c.channel, c.reason,
    c.sender, c.caller_kind, c.caller_name, c.caller_phone, c.person_id, c.anonymous_label, c.place_id, c.notes,
    c.minutes, c.urgent, c.call_back_on, c.call_back_at, c.call_back_phone, c.call_back_what, c.call_back_closed_at,
    c.call_back_outcome, c.version
from contact c
join staff_user u on u.id = c.user_id
where c.id = :id;

-- contact_needs(contact_id id) many contact_need_row max 12
select n.need, n.unmet_reason, c.label_it, c.label_en
from contact_need n left join code c on c.list = 'need' and c.code = n.need
where n.contact_id = :contact_id order by n.need;

-- contact_responses(contact_id id) many contact_response_row max 12
select r.response, r.service_id, r.organization_id, r.detail, s.name as service_name, o.name as organization_name
from contact_response r
left join service s on s.id = r.service_id
left join organization o on o.id = r.organization_id
where r.contact_id = :contact_id order by r.id;

-- contact_update{id id, version count, at instant, channel text, reason text, sender text, caller_kind text,
--     caller_name text, caller_phone text, anonymous_label text, place_id id, notes blob, minutes minutes, urgent flag,
--     call_back_on date, call_back_at clock, call_back_phone text, call_back_what text} changes
update contact set at = :at, channel = :channel, reason = :reason, sender = :sender, caller_kind = :caller_kind,
    caller_name = :caller_name, caller_phone = :caller_phone, anonymous_label = :anonymous_label,
    place_id = :place_id, notes = :notes, minutes = :minutes, urgent = :urgent, call_back_on = :call_back_on,
    call_back_at = :call_back_at, call_back_phone = :call_back_phone, call_back_what = :call_back_what,
    version = version + 1
where id = :id and version = :version;

-- contact_revision_insert{contact_id id, version count, at instant, user_id id, reason text, former blob} exec
insert into contact_revision (contact_id, version, at, user_id, reason, former)
values (:contact_id, :version, :at, :user_id, :reason, :former);

-- contact_revisions(contact_id id) many contact_revision_row max 100
select r.version, r.at, u.name as user_name, u.surname as user_surname, r.reason, r.former
from contact_revision r
join staff_user u on u.id = r.user_id
where r.contact_id = :contact_id order by r.version desc limit 100;

-- contact_set_person(id id, person_id id) changes
update contact set person_id = :person_id, version = version + 1 where id = :id and person_id is null;

-- contact_close_call_back(id id, outcome text, now instant, user_id id) changes
update contact set call_back_closed_at = :now, call_back_closed_by = :user_id, call_back_outcome = :outcome,
    version = version + 1
where id = :id and call_back_on is not null and call_back_closed_at is null;

-- The columns of a line in a list of contacts are those of this one: the newest first, from before a number on. A number is
-- never given twice, so a list goes on from the last number shown whatever was recorded meanwhile.
-- contacts_newest(before count, office_id id, unmet flag, call_back flag) many contact_line_row max 60
select c.id, c.number, c.at, c.office_id, c.channel, c.caller_name, c.caller_phone, c.person_id, c.anonymous_label, c.place_id,
    c.urgent, c.call_back_on, c.call_back_at, c.call_back_phone, c.call_back_what, c.call_back_closed_at,
    u.name as user_name, u.surname as user_surname, p.surname as person_surname, p.name as person_name,
    p.place_id as person_place_id, p.restriction as person_restriction, p.rider as person_rider
from contact c join staff_user u on u.id = c.user_id left join person p on p.id = c.person_id
where c.number < :before and (:office_id is null or c.office_id = :office_id)
    and (:unmet = 0 or exists (select 1 from contact_need n where n.contact_id = c.id and n.unmet_reason is not null))
    and (:call_back = 0 or (c.call_back_on is not null and c.call_back_closed_at is null))
order by c.number desc limit 60;

-- contacts_newest_of_need(need text, before count, office_id id, unmet flag, call_back flag) many contact_line_row max 60
select c.id, c.number, c.at, c.office_id, c.channel, c.caller_name, c.caller_phone, c.person_id, c.anonymous_label, c.place_id,
    c.urgent, c.call_back_on, c.call_back_at, c.call_back_phone, c.call_back_what, c.call_back_closed_at,
    u.name as user_name, u.surname as user_surname, p.surname as person_surname, p.name as person_name,
    p.place_id as person_place_id, p.restriction as person_restriction, p.rider as person_rider
from contact_need w join contact c on c.id = w.contact_id join staff_user u on u.id = c.user_id
    left join person p on p.id = c.person_id
where w.need = :need and c.number < :before and (:office_id is null or c.office_id = :office_id)
    and (:unmet = 0 or w.unmet_reason is not null)
    and (:call_back = 0 or (c.call_back_on is not null and c.call_back_closed_at is null))
order by c.number desc limit 60;

-- What happened at one desk between two moments, the latest record first.
-- contacts_between{office_id id, opens instant, closes instant, before count} many contact_line_row max 60
select c.id, c.number, c.at, c.office_id, c.channel, c.caller_name, c.caller_phone, c.person_id, c.anonymous_label, c.place_id,
    c.urgent, c.call_back_on, c.call_back_at, c.call_back_phone, c.call_back_what, c.call_back_closed_at,
    u.name as user_name, u.surname as user_surname, p.surname as person_surname, p.name as person_name,
    p.place_id as person_place_id, p.restriction as person_restriction, p.rider as person_rider
from contact c join staff_user u on u.id = c.user_id left join person p on p.id = c.person_id
where c.office_id = :office_id and c.at >= :opens and c.at < :closes and c.number < :before
order by c.number desc limit 60;

-- Who is to be called back, the longest overdue first.
-- call_backs_open(office_id id) many contact_line_row max 200
select c.id, c.number, c.at, c.office_id, c.channel, c.caller_name, c.caller_phone, c.person_id, c.anonymous_label, c.place_id,
    c.urgent, c.call_back_on, c.call_back_at, c.call_back_phone, c.call_back_what, c.call_back_closed_at,
    u.name as user_name, u.surname as user_surname, p.surname as person_surname, p.name as person_name,
    p.place_id as person_place_id, p.restriction as person_restriction, p.rider as person_rider
from contact c join staff_user u on u.id = c.user_id left join person p on p.id = c.person_id
where c.office_id = :office_id and c.call_back_on is not null and c.call_back_closed_at is null
order by c.call_back_on, case when c.call_back_at is null then 1 else 0 end, c.call_back_at, c.id limit 200;

-- contacts_of_person(person_id id) many contact_line_row max 200
select c.id, c.number, c.at, c.office_id, c.channel, c.caller_name, c.caller_phone, c.person_id, c.anonymous_label, c.place_id,
    c.urgent, c.call_back_on, c.call_back_at, c.call_back_phone, c.call_back_what, c.call_back_closed_at,
    u.name as user_name, u.surname as user_surname, p.surname as person_surname, p.name as person_name,
    p.place_id as person_place_id, p.restriction as person_restriction, p.rider as person_rider
from contact c join staff_user u on u.id = c.user_id left join person p on p.id = c.person_id
where c.person_id = :person_id order by c.at desc, c.id desc limit 200;

-- desk_service(id id) one desk_service_row
select id, organization_id from service where id = :id;

-- ---- forms that wait ----

-- kept_form_insert(key text, user_id id, at instant, fields blob) exec
insert into contact_kept_form (key, user_id, at, fields) values (:key, :user_id, :at, :fields);

-- kept_form_read(key text, user_id id, since instant) one kept_form
select fields from contact_kept_form where key = :key and user_id = :user_id and at > :since;

-- kept_form_delete(key text, user_id id) exec
delete from contact_kept_form where key = :key and user_id = :user_id;

-- kept_forms_forget(before instant) exec
delete from contact_kept_form where key in (select key from contact_kept_form where at < :before order by at limit 4);
