-- a_statement() one a_row
select r.id,
       p.id
  from ride r join person p on p.id = r.person_id;
