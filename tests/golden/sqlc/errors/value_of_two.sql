-- a_statement() value id
select id, person_id from ride;
