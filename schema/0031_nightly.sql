-- What the program does by itself once a night: on which day each job ran last, whichever process was first.

create table nightly_job (
    name code_text primary key,            -- roads
    ran_on date_text not null
);
