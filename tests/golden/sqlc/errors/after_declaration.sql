-- a_statement() one a_row please
select id from ride;
