-- a_statement() value date
select departs from ride;
