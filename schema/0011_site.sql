-- What citizens leave on the public pages: reports of what did not work, ratings of pages.

create table site_report (
    id {identity},
    at instant_int not null,
    about code_text not null check (about in ('rides', 'desk', 'site', 'other')),
    body sealed_blob not null,             -- people write about themselves even when asked not to
    reply_to sealed_blob,
    closed_at instant_int,
    closed_by id_int references staff_user (id)
);

-- Counts only: nobody's vote can be told from another's.
create table site_rating (
    page text not null,
    rating count_int not null check (rating between 1 and 5),
    votes count_int not null,
    primary key (page, rating)
);
