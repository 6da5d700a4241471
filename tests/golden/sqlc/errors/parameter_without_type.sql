-- a_statement(id) value id
select id from ride where id = :id;
