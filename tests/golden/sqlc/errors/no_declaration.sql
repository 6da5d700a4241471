-- Only words.
select count(*) from ride;
