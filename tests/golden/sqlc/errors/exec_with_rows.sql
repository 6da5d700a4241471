-- a_statement() exec
select id from ride;
