-- a_statement() list
select count(*) from ride;
