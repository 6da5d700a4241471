-- What volunteers did, beside the rides that are written already, and what they are refunded.

create table volunteer_activity (
    id {identity},
    volunteer_id id_int not null references volunteer (id),
    on_day date_text not null,
    kind code_text not null,               -- code list volunteer_activity
    minutes minutes_int not null check (minutes between 1 and 1440),
    kilometres count_int not null check (kilometres >= 0),
    note text,
    version count_int not null
);
create index volunteer_activity_day on volunteer_activity (on_day);

-- Costs that were spent, never a flat rate (D.Lgs. 117/2017, art. 17 c. 3 and 4).
create table refund (
    id {identity},
    volunteer_id id_int not null references volunteer (id),
    on_day date_text not null,             -- of the cost
    basis code_text not null check (basis in ('documented', 'declared')),
    cost code_text not null,               -- code list refund_cost
    what_for text not null,
    receipt text check ((receipt is not null) = (basis = 'documented')),
    amount cents_int not null check (amount > 0),
    state code_text not null check (state in ('asked', 'approved', 'rejected')),
    decided_at instant_int,
    decided_by id_int references staff_user (id),
    decision_note text,
    created_at instant_int not null,
    created_by id_int not null references staff_user (id),
    version count_int not null
);
create index refund_volunteer on refund (volunteer_id, on_day);
create index refund_day on refund (on_day);

insert into code (list, code, label_it, label_en, hint_it, position) values
    ('volunteer_activity', 'ride', 'Accompagnamento', 'Ride', 'Solo quello che i viaggi scritti non contano già', 1),
    ('volunteer_activity', 'phone', 'Telefono, Filo d''Argento', 'Telephone line', null, 2),
    ('volunteer_activity', 'centre', 'Centro sociale', 'Social centre', null, 3),
    ('volunteer_activity', 'delivery', 'Consegna di spesa o farmaci', 'Delivery of shopping or medicines', null, 4),
    ('volunteer_activity', 'other', 'Altro', 'Other', null, 5);

insert into code (list, code, label_it, label_en, position) values
    ('refund_cost', 'car', 'Carburante per l''auto propria', 'Fuel for one''s own car', 1),
    ('refund_cost', 'ticket', 'Biglietti di autobus e treno', 'Bus and train tickets', 2),
    ('refund_cost', 'parking', 'Parcheggio e pedaggi', 'Parking and tolls', 3),
    ('refund_cost', 'phone', 'Telefono', 'Telephone', 4),
    ('refund_cost', 'material', 'Materiale', 'Material', 5),
    ('refund_cost', 'other', 'Altro', 'Other', 6);

insert into policy (key, value, valid_from) values
    ('volunteers.declared_day_euro', '10', '2000-01-01'),
    ('volunteers.declared_month_euro', '150', '2000-01-01'),
    ('volunteers.documented_month_euro', '300', '2000-01-01'),
    ('volunteers.declared_costs', 'car,ticket,parking', '2000-01-01');
