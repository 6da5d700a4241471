-- first_statement() one a_row
select id, day from ride;

-- second_statement() one a_row
select id, departs from ride;
