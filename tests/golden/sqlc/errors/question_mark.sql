-- a_statement(id id) value id
select id from ride where id = ?1 and :id = 1;
