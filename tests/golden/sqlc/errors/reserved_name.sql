-- a_statement() one a_row
select id as "case" from ride;
