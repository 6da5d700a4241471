-- a_statement() one a_row
select strange from ride;
