-- a_statement() value count
select count(*) from ride;

-- a_statement() value count
select count(*) from ride;
