-- a_statement() value id
select id from ride where status = 'open
;
