-- a_statement() value id
select id from ride {limit};
