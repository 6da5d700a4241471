-- A volunteer who waits during a short visit, and somebody who leaves home earlier than others so as to be served at all.

-- SQLite changes no check of a column that is there: another one takes its name.
alter table ride add column return_way code_text not null default 'none'
    check (return_way in ('none', 'at', 'on_call', 'wait'));
update ride set return_way = return_kind;
alter table ride drop column return_kind;
alter table ride rename column return_way to return_kind;

alter table ride add column wait_minutes minutes_int not null default 0;  -- of 'wait': how long it takes there
alter table ride add column early_minutes minutes_int not null default 0; -- set down so much earlier than others may be

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('return_kind', 'wait', 'Il volontario aspetta', 'The volunteer waits',
     'Visita breve: lo stesso volontario aspetta lì e riporta a casa', 4);

insert into policy (key, value, valid_from) values
    ('rides.wait_minutes', '20', '2000-01-01'),
    ('rides.wait_max_minutes', '60', '2000-01-01'),
    ('rides.early_minutes', '20', '2000-01-01');
