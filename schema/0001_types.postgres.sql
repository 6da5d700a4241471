-- The names of column types, which SQLite knows by their endings alone.

create domain id_int as bigint;
create domain count_int as bigint;
create domain minutes_int as bigint;
create domain micro_int as bigint;                                   -- millionths of a degree
create domain cents_int as bigint;
create domain flag_int as bigint check (value in (0, 1));
create domain instant_int as bigint;                                 -- seconds since 1970-01-01T00:00Z
create domain clock_int as bigint check (value between 0 and 1439);  -- minutes since midnight
create domain date_text as text check (value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$');
create domain code_text as text;
create domain sealed_blob as bytea;
create domain hash_blob as bytea;
