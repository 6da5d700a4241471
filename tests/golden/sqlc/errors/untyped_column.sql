-- a_statement() one total_row
select
  sum(fare) as total from ride;
