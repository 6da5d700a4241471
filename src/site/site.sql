-- Reports and ratings left by citizens.

-- site_report_insert(at instant, about text, body blob) value id
insert into site_report (at, about, body) values (:at, :about, :body) returning id;

-- The id is part of the seal, so the text is put in once it is known.
-- site_report_set_text(id id, body blob, reply_to blob) exec
update site_report set body = :body, reply_to = :reply_to where id = :id;

-- How many came lately, to stop a flood.
-- site_reports_since(since instant) value count
select count(*) as "n:count_int" from site_report where at >= :since;

-- site_reports() many site_report_row max 200
select id, at, about, body, reply_to, closed_at from site_report order by closed_at is not null, id desc limit 200;

-- site_report_close(id id, now instant, user_id id) changes
update site_report set closed_at = :now, closed_by = :user_id where id = :id and closed_at is null;

-- site_rating_add(page text, rating count) exec
insert into site_rating (page, rating, votes) values (:page, :rating, 1)
on conflict (page, rating) do update set votes = site_rating.votes + 1;
