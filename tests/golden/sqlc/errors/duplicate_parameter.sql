-- a_statement(id id, id id) value count
select count(*) from ride where id = :id;
