-- a_statement() value id
delete from ride;
