-- a_statement(id id, day date) value id
select id from ride where id = :id;
