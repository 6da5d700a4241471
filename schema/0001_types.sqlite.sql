-- The names of column types. SQLite needs no definition: it takes a column's affinity from the ending
-- of its type's name and hands the name back to tools/sqlc, which gives the column its C type.
select 1;
