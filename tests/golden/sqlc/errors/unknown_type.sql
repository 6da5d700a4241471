-- a_statement(id number) value count
select count(*) from ride where id = :id;
