-- The SQLite half of a pair.
create table person (
    id {identity},
    surname text not null,
    born_on date_text,
    notes sealed_blob,
    fingerprint hash_blob
);
