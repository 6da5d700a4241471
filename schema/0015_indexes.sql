-- Rows in the order in which they are asked for. An engine that has to sort even one row first makes room for the sorting,
-- which costs it more than finding the row.

drop index person_phone_person;
create index person_phone_person on person_phone (person_id, position, id);
drop index person_declaration_person;
create index person_declaration_person on person_declaration (person_id, kind, declared_on, id);

-- Only the calls that are still to be made: the others of all the years are not looked through.
drop index contact_call_back;
create index contact_call_back on contact (office_id, call_back_on)
where call_back_on is not null and call_back_closed_at is null;
