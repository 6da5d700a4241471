-- What volunteers did and what they are refunded.

-- Ways that were driven, by volunteer and time.
-- driven_legs(first date, last date) many driven_leg max 20000
select l.volunteer_id, r.on_day, l.pick_up_at, l.drop_off_at, p.place_id as home_place_id,
    coalesce(p.latitude_micro, h.latitude_micro, d.latitude_micro) as "home_latitude:micro_int",
    coalesce(p.longitude_micro, h.longitude_micro, d.longitude_micro) as "home_longitude:micro_int",
    d.place_id as destination_place_id, d.latitude_micro as destination_latitude,
    d.longitude_micro as destination_longitude
from ride r
join ride_leg l on l.ride_id = r.id
join person p on p.id = r.person_id
left join place h on h.id = p.place_id
join destination d on d.id = r.destination_id
where r.on_day >= :first and r.on_day <= :last and l.outcome = 'done' and l.volunteer_id is not null
    and l.pick_up_at is not null and l.drop_off_at is not null
order by l.volunteer_id, l.pick_up_at, l.id;

-- activity_insert{volunteer_id id, on_day date, kind text, minutes count, kilometres count, note text} value id
insert into volunteer_activity (volunteer_id, on_day, kind, minutes, kilometres, note, version)
values (:volunteer_id, :on_day, :kind, :minutes, :kilometres, :note, 1)
returning id;

-- activity_update{id id, version count, on_day date, kind text, minutes count, kilometres count, note text} changes
update volunteer_activity set on_day = :on_day, kind = :kind, minutes = :minutes, kilometres = :kilometres, note = :note,
    version = version + 1
where id = :id and version = :version;

-- activity_delete(id id, version count) changes
delete from volunteer_activity where id = :id and version = :version;

-- activity_read(id id) one activity_row
select id, volunteer_id, on_day, kind, minutes, kilometres, note, version from volunteer_activity where id = :id;

-- activities_between(first date, last date) many activity_row max 20000
select id, volunteer_id, on_day, kind, minutes, kilometres, note, version from volunteer_activity
where on_day >= :first and on_day <= :last
order by volunteer_id, on_day, id;

-- Refunds.

-- refund_insert{volunteer_id id, on_day date, basis text, cost text, what_for text, receipt text, amount money,
--     now instant, user_id id} value id
insert into refund (volunteer_id, on_day, basis, cost, what_for, receipt, amount, state, created_at, created_by, version)
values (:volunteer_id, :on_day, :basis, :cost, :what_for, :receipt, :amount, 'asked', :now, :user_id, 1)
returning id;

-- refund_decide{id id, version count, state text, decision_note text, now instant, user_id id} changes
update refund set state = :state, decision_note = :decision_note, decided_at = :now, decided_by = :user_id,
    version = version + 1
where id = :id and version = :version and state = 'asked';

-- What a volunteer asked for so far, without what was rejected, on a day and in a month.
-- refund_sums_of(volunteer_id id, day date, first date, last date) one refund_sums
select
    coalesce(cast(sum(case when basis = 'declared' and on_day = :day then amount else 0 end) as bigint), 0)
        as "declared_day:cents_int",
    coalesce(cast(sum(case when basis = 'declared' then amount else 0 end) as bigint), 0) as "declared_month:cents_int",
    coalesce(cast(sum(case when basis = 'documented' then amount else 0 end) as bigint), 0) as "documented_month:cents_int"
from refund
where volunteer_id = :volunteer_id and on_day >= :first and on_day <= :last and state <> 'rejected';

-- refund_read(id id) one refund_row
select r.id, r.volunteer_id, v.surname, v.name, o.name as organization, r.on_day, r.basis, r.cost, r.what_for, r.receipt, r.amount,
    r.state, r.decided_at, r.decision_note, r.created_at, r.version, u.name as decider_name, u.surname as decider_surname
from refund r
join volunteer v on v.id = r.volunteer_id
join organization o on o.id = v.organization_id
left join staff_user u on u.id = r.decided_by
where r.id = :id;

-- refunds_between(first date, last date) many refund_row max 10000
select r.id, r.volunteer_id, v.surname, v.name, o.name as organization, r.on_day, r.basis, r.cost, r.what_for, r.receipt, r.amount,
    r.state, r.decided_at, r.decision_note, r.created_at, r.version, u.name as decider_name, u.surname as decider_surname
from refund r
join volunteer v on v.id = r.volunteer_id
join organization o on o.id = v.organization_id
left join staff_user u on u.id = r.decided_by
where r.on_day >= :first and r.on_day <= :last
order by v.surname, v.name, v.id, r.on_day, r.id;

-- The register of volunteers.

-- roll_insert{number count, volunteer_id id, section text, kind text, corrects count, surname text, name text, tax_code text,
--     birth_date date, birth_place text, residence text, activity_from date, activity_to date, note text, written_at instant,
--     written_by id, print text} exec
insert into roll_entry (number, volunteer_id, section, kind, corrects, surname, name, tax_code, birth_date, birth_place,
    residence, activity_from, activity_to, note, written_at, written_by, print)
values (:number, :volunteer_id, :section, :kind, :corrects, :surname, :name, :tax_code, :birth_date, :birth_place,
    :residence, :activity_from, :activity_to, :note, :written_at, :written_by, :print);

-- roll_all() many roll_row max 20000
select number, volunteer_id, section, kind, corrects, surname, name, tax_code, birth_date, birth_place, residence,
    activity_from, activity_to, note, written_at, written_by, print
from roll_entry order by number;

-- What the audit was told when each entry was written.
-- roll_told() many roll_told_row max 20000
select subject_id, fields from audit_event
where subject_kind = 'roll_entry' and action = 'roll.write' order by number;
