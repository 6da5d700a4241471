-- a_statement(row id) value id
select id from ride where id = :row;
