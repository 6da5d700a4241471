-- a_statement() many a_row
select id from ride;
