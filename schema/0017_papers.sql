-- Papers of volunteers and cars: who drives has a licence and is insured, and so is the car (D.Lgs. 117/2017, art. 18).

create table paper (
    id {identity},
    volunteer_id id_int references volunteer (id),
    vehicle_id id_int references vehicle (id),
    kind code_text not null,               -- code list volunteer_paper, or vehicle_paper of a car
    number text,
    from_date date_text not null,          -- both days included
    to_date date_text check (to_date >= from_date), -- null: it does not end
    version count_int not null,
    check ((volunteer_id is null) <> (vehicle_id is null))
);
create index paper_volunteer on paper (volunteer_id);
create index paper_vehicle on paper (vehicle_id);

insert into code (list, code, label_it, label_en, position) values
    ('volunteer_paper', 'licence', 'Patente', 'Driving licence', 1),
    ('volunteer_paper', 'insurance', 'Assicurazione volontari', 'Volunteers'' insurance', 2),
    ('volunteer_paper', 'training', 'Formazione', 'Training', 3),
    ('volunteer_paper', 'registration', 'Iscrizione al registro dei volontari', 'Entry in the register of volunteers', 4),
    ('vehicle_paper', 'policy', 'Polizza del mezzo', 'Car insurance', 1),
    ('vehicle_paper', 'inspection', 'Revisione', 'Inspection', 2);
update code set hint_it = 'Infortuni, malattia e responsabilità civile'
where list = 'volunteer_paper' and code = 'insurance';

insert into policy (key, value, valid_from) values
    ('volunteers.required_papers', 'licence,insurance', '2000-01-01'),
    ('volunteers.required_car_papers', 'policy', '2000-01-01');
