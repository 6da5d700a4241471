-- a_statement(id id) value id
select id
  from ride
 where numero = :id;
