#include "volunteers/volunteers.h"

#include "base/text.h"
#include "store/audit.h"
#include "volunteers/papers.h"

enum { DAY_MINUTES = 24 * 60 };

/* What an absence leaves of an interval: at most a piece before it and one after. */
struct span {
    int32_t starts; /* minutes since midnight */
    int32_t ends;
};

static size_t span_without(struct span span, struct span absence, struct span ret_left[2])
{
    size_t count = 0;

    if (absence.ends <= span.starts || absence.starts >= span.ends) {
        ret_left[count++] = span;
        return count;
    }
    if (absence.starts > span.starts)
        ret_left[count++] = (struct span){span.starts, absence.starts};
    if (absence.ends < span.ends)
        ret_left[count++] = (struct span){absence.ends, span.ends};
    return count;
}

static struct span span_of_absence(const struct volunteer_absence_row *absence)
{
    return (struct span){
        clock_is_none(absence->starts) ? 0 : absence->starts.minutes,
        clock_is_none(absence->ends) ? DAY_MINUTES : absence->ends.minutes,
    };
}

/* Rows come by volunteer and start, so a piece that begins before the last one ends goes on from it
   or lies in what is there already. */
static bool shift_goes_on(struct availability *found, int64_t volunteer_id, struct instant starts,
                          struct instant ends)
{
    struct shift *last = found->shift_count ? &found->shifts[found->shift_count - 1] : NULL;

    if (!last || last->volunteer_id != volunteer_id || starts.seconds > last->ends.seconds)
        return false;
    if (ends.seconds > last->ends.seconds)
        last->ends = ends;
    return true;
}

static enum status shift_add(struct ctx *ctx, struct availability *found, struct date day,
                             const struct volunteer_hours_row *row, struct span span)
{
    struct instant starts = instant_at(day, (struct clock_time){span.starts});
    struct instant ends = instant_at(day, (struct clock_time){span.ends});

    if (shift_goes_on(found, row->volunteer_id, starts, ends))
        return OK;
    if (found->shift_count == VOLUNTEERS_SHIFTS_MAX)
        return ERR_TOO_LARGE;
    found->shifts[found->shift_count++] = (struct shift){
        .volunteer_id = row->volunteer_id,
        .volunteer_name = arena_printf(ctx->arena, "%s %s", row->name, row->surname),
        .phone = row->phone,
        .starts = starts,
        .ends = ends,
        .latitude_micro = row->latitude_micro,
        .longitude_micro = row->longitude_micro,
    };
    return OK;
}

enum { PIECES_MAX = 32 };

/* What is left of a day's spans. */
struct pieces {
    struct span items[PIECES_MAX];
    size_t count;
};

static enum status pieces_without(struct pieces *pieces, struct span absence)
{
    struct pieces left = {.count = 0};

    for (size_t p = 0; p < pieces->count; p++) {
        if (left.count + 2 > PIECES_MAX)
            return ERR_TOO_LARGE;
        left.count += span_without(pieces->items[p], absence, left.items + left.count);
    }
    *pieces = left;
    return OK;
}

/* One row of weekly hours, cut by each absence of its volunteer in turn. */
static enum status shifts_of_hours(struct ctx *ctx, struct availability *found, struct date day,
                                   const struct volunteer_hours_row *row,
                                   const struct volunteer_absence_row *absences, size_t count)
{
    struct pieces pieces = {{{row->starts.minutes, row->ends.minutes}}, 1};

    for (size_t a = 0; a < count; a++) {
        if (absences[a].volunteer_id == row->volunteer_id)
            TRY(pieces_without(&pieces, span_of_absence(&absences[a])));
    }
    for (size_t p = 0; p < pieces.count; p++)
        TRY(shift_add(ctx, found, day, row, pieces.items[p]));
    return OK;
}

/* What a day's papers allow. */
struct papers_on {
    const struct policy_set *policies;
    struct paper_held *held;
    size_t count;
};

static bool may_drive(const struct papers_on *papers, int64_t volunteer_id)
{
    return papers_cover(papers->policies, papers->held, papers->count,
                        (struct paper_owner){.volunteer_id = volunteer_id});
}

static bool may_leave(const struct papers_on *papers, int64_t vehicle_id)
{
    return papers_cover(papers->policies, papers->held, papers->count,
                        (struct paper_owner){.vehicle_id = vehicle_id});
}

static enum status read_shifts(struct ctx *ctx, struct date day, const struct papers_on *papers,
                               struct availability *found)
{
    struct volunteer_hours_row *hours;
    struct volunteer_absence_row *absences;
    size_t hours_count;
    size_t absence_count;

    TRY(volunteer_hours_on(ctx, day, date_weekday(day), &hours, &hours_count));
    TRY(volunteer_absences_on(ctx, day, &absences, &absence_count));
    found->shifts = arena_array(ctx->arena, struct shift, VOLUNTEERS_SHIFTS_MAX);
    for (size_t i = 0; i < hours_count; i++) {
        if (may_drive(papers, hours[i].volunteer_id))
            TRY(shifts_of_hours(ctx, found, day, &hours[i], absences, absence_count));
    }
    return OK;
}

/* Of a longer one, what falls on the day. */
static struct span span_of_stop(const struct vehicle_absence_row *stop, struct date day)
{
    bool begins = stop->from_day.days == day.days && !clock_is_none(stop->starts);
    bool ends = stop->to_day.days == day.days && !clock_is_none(stop->ends);

    return (struct span){begins ? stop->starts.minutes : 0,
                         ends ? stop->ends.minutes : DAY_MINUTES};
}

/* When the car is there. */
static enum status pieces_of_car(const struct vehicle_absence_row *stops, size_t count,
                                 int64_t vehicle_id, struct date day, struct pieces *ret_pieces)
{
    struct pieces pieces = {{{0, DAY_MINUTES}}, 1};

    for (size_t i = 0; i < count; i++) {
        if (stops[i].vehicle_id == vehicle_id)
            TRY(pieces_without(&pieces, span_of_stop(&stops[i], day)));
    }
    *ret_pieces = pieces;
    return OK;
}

static enum status car_add(struct availability *found, struct date day, struct car car,
                           const struct pieces *pieces)
{
    for (size_t p = 0; p < pieces->count; p++) {
        const struct span *span = &pieces->items[p];

        if (found->car_count == VOLUNTEERS_CARS_MAX)
            return ERR_TOO_LARGE;
        car.there_from =
            span->starts == 0 ? INSTANT_NONE : instant_at(day, (struct clock_time){span->starts});
        car.there_until = span->ends == DAY_MINUTES
                              ? INSTANT_NONE
                              : instant_at(day, (struct clock_time){span->ends});
        found->cars[found->car_count++] = car;
    }
    return OK;
}

/* A car's rows follow each other, one a driver. */
static struct car car_of_rows(const struct vehicle_driver *rows, size_t count, int64_t *drivers)
{
    struct car car = {
        .vehicle_id = rows[0].vehicle_id,
        .name = rows[0].name,
        .seats = rows[0].seats,
        .folding_wheelchairs = rows[0].folding_wheelchairs,
        .latitude_micro = rows[0].latitude_micro,
        .longitude_micro = rows[0].longitude_micro,
        .driver_ids = drivers,
        .owner_volunteer_id = rows[0].owner_volunteer_id,
    };

    while (car.driver_count < count && rows[car.driver_count].vehicle_id == car.vehicle_id) {
        drivers[car.driver_count] = rows[car.driver_count].volunteer_id;
        car.driver_count++;
    }
    return car;
}

static enum status read_cars(struct ctx *ctx, struct date day, const struct papers_on *papers,
                             struct availability *found)
{
    struct vehicle_absence_row *stops;
    struct vehicle_driver *rows;
    size_t stop_count;
    size_t count;

    TRY(vehicles_on(ctx, day, &rows, &count));
    TRY(vehicle_absences_on(ctx, day, &stops, &stop_count));

    int64_t *drivers = arena_array(ctx->arena, int64_t, count);

    found->cars = arena_array(ctx->arena, struct car, VOLUNTEERS_CARS_MAX);
    for (size_t i = 0; i < count;) {
        struct car car = car_of_rows(&rows[i], count - i, &drivers[i]);
        struct pieces pieces;

        i += car.driver_count;
        if (!may_leave(papers, car.vehicle_id))
            continue;
        TRY(pieces_of_car(stops, stop_count, car.vehicle_id, day, &pieces));
        TRY(car_add(found, day, car, &pieces));
    }
    return OK;
}

enum status volunteers_available(struct ctx *ctx, struct date day,
                                 const struct policy_set *policies,
                                 struct availability *ret_availability)
{
    struct papers_on papers = {.policies = policies};
    struct availability found = {0};

    TRY(papers_held_on(ctx, day, &papers.held, &papers.count));
    TRY(read_shifts(ctx, day, &papers, &found));
    TRY(read_cars(ctx, day, &papers, &found));
    *ret_availability = found;
    return OK;
}

static enum status volunteer_told(struct ctx *tx, const char *action, int64_t id)
{
    return audit_add(
        tx, &(struct audit_entry){.action = action, .subject_kind = "volunteer", .subject_id = id});
}

enum status volunteer_create(struct ctx *tx, const struct volunteer_insert_args *volunteer,
                             int64_t *ret_id)
{
    TRY(volunteer_insert(tx, volunteer, ret_id));
    return volunteer_told(tx, "volunteer.create", *ret_id);
}

/* The names of what differs, for the audit. */
static const char *volunteer_fields(struct ctx *ctx, const struct volunteer_row *row,
                                    const struct volunteer_update_args *args)
{
    return arena_printf(ctx->arena, "%s%s%s%s%s%s%s%s",
                        row->organization_id == args->organization_id ? "" : "organization ",
                        text_equal(row->surname, args->surname) ? "" : "surname ",
                        text_equal(row->name, args->name) ? "" : "name ",
                        text_equal(row->phone, args->phone) ? "" : "phone ",
                        row->place_id == args->place_id ? "" : "place ",
                        text_equal(row->address, args->address) ? "" : "address ",
                        row->from_date.days == args->from_date.days ? "" : "from ",
                        row->to_date.days == args->to_date.days ? "" : "to ");
}

enum status volunteer_change(struct ctx *tx, const struct volunteer_update_args *volunteer)
{
    struct volunteer_row row;
    int64_t changed;

    TRY(volunteer_read(tx, volunteer->id, &row));
    TRY(volunteer_update(tx, volunteer, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return audit_add(tx, &(struct audit_entry){.action = "volunteer.change",
                                               .subject_kind = "volunteer",
                                               .subject_id = row.id,
                                               .fields = volunteer_fields(tx, &row, volunteer),
                                               .place_id = volunteer->place_id});
}

enum status volunteer_add_hours(struct ctx *tx, const struct volunteer_hours_insert_args *hours)
{
    TRY(volunteer_hours_insert(tx, hours));
    return volunteer_told(tx, "volunteer.hours", hours->volunteer_id);
}

/* Do both hold on a common day and at a common time? */
static bool hours_overlap(const struct volunteer_hours_insert_args *a,
                          const struct volunteer_week_row *b)
{
    if (a->volunteer_id != b->volunteer_id || a->weekday != b->weekday)
        return false;
    if (!date_is_none(b->valid_to) && b->valid_to.days < a->valid_from.days)
        return false;
    if (!date_is_none(a->valid_to) && a->valid_to.days < b->valid_from.days)
        return false;
    return a->starts.minutes < b->ends.minutes && b->starts.minutes < a->ends.minutes;
}

enum status volunteer_change_hours(struct ctx *tx, const struct volunteer_hours_insert_args *hours)
{
    struct volunteer_week_row *rows;
    size_t count;

    TRY(volunteer_hours_from(tx, hours->valid_from, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (hours_overlap(hours, &rows[i]))
            return ERR_CONFLICT;
    }
    return volunteer_add_hours(tx, hours);
}

enum status volunteer_replace_hours(struct ctx *tx, int64_t hours_id,
                                    const struct volunteer_hours_insert_args *hours)
{
    int64_t changed;

    TRY(volunteer_hours_delete(tx, hours_id, hours->volunteer_id, hours->valid_from, &changed));
    if (changed == 0)
        TRY(volunteer_hours_end(tx, hours_id, hours->volunteer_id,
                                date_add_days(hours->valid_from, -1), &changed));
    return changed == 1 ? volunteer_change_hours(tx, hours) : ERR_NOT_FOUND;
}

enum status volunteer_end_hours(struct ctx *tx, int64_t volunteer_id, int64_t hours_id,
                                struct date last_day)
{
    int64_t changed;

    TRY(volunteer_hours_end(tx, hours_id, volunteer_id, last_day, &changed));
    return changed == 1 ? volunteer_told(tx, "volunteer.hours", volunteer_id) : ERR_NOT_FOUND;
}

enum status volunteer_drop_absence(struct ctx *tx, int64_t volunteer_id, int64_t absence_id)
{
    int64_t changed;

    TRY(volunteer_absence_delete(tx, absence_id, volunteer_id, &changed));
    return changed == 1 ? volunteer_told(tx, "volunteer.absence", volunteer_id) : ERR_NOT_FOUND;
}

enum status volunteer_add_absence(struct ctx *tx,
                                  const struct volunteer_absence_insert_args *absence,
                                  int64_t *ret_id)
{
    TRY(volunteer_absence_insert(tx, absence, ret_id));
    return volunteer_told(tx, "volunteer.absence", absence->volunteer_id);
}

enum status volunteer_replace_absence(struct ctx *tx, int64_t absence_id,
                                      const struct volunteer_absence_insert_args *absence)
{
    int64_t changed;
    int64_t id;

    TRY(volunteer_absence_delete(tx, absence_id, absence->volunteer_id, &changed));
    return changed == 1 ? volunteer_add_absence(tx, absence, &id) : ERR_NOT_FOUND;
}

enum status vehicle_create(struct ctx *tx, const struct vehicle_insert_args *vehicle,
                           int64_t *ret_id)
{
    TRY(vehicle_insert(tx, vehicle, ret_id));
    return audit_add(tx, &(struct audit_entry){.action = "vehicle.create",
                                               .subject_kind = "vehicle",
                                               .subject_id = *ret_id});
}

enum status vehicle_allow(struct ctx *tx, int64_t volunteer_id, int64_t vehicle_id)
{
    TRY(volunteer_vehicle_insert(tx, volunteer_id, vehicle_id));
    return volunteer_told(tx, "volunteer.vehicle", volunteer_id);
}

static bool drivers_differ(const struct vehicle_driver_id *before, size_t before_count,
                           const int64_t *driver_ids, size_t driver_count)
{
    bool differ = before_count != driver_count;

    for (size_t i = 0; i < before_count && !differ; i++) {
        size_t k = 0;

        while (k < driver_count && driver_ids[k] != before[i].volunteer_id)
            k++;
        differ = k == driver_count;
    }
    return differ;
}

/* The names of what differs; must be asked before the change. */
static enum status vehicle_fields(struct ctx *ctx, const struct vehicle_update_args *args,
                                  const int64_t *driver_ids, size_t driver_count,
                                  const char **ret_fields)
{
    struct vehicle_driver_id *drivers;
    struct vehicle_row row;
    size_t count;

    TRY(vehicle_read(ctx, args->id, &row));
    TRY(vehicle_drivers(ctx, args->id, &drivers, &count));

    bool same_owner = row.owner_volunteer_id == args->owner_volunteer_id &&
                      row.owner_organization_id == args->owner_organization_id;

    *ret_fields = arena_printf(
        ctx->arena, "%s%s%s%s%s%s%s%s%s", text_equal(row.name, args->name) ? "" : "name ",
        text_equal(row.plate, args->plate) ? "" : "plate ", same_owner ? "" : "owner ",
        row.seats == args->seats ? "" : "seats ",
        row.folding_wheelchairs == args->folding_wheelchairs ? "" : "wheelchairs ",
        row.place_id == args->place_id ? "" : "place ",
        row.from_date.days == args->from_date.days ? "" : "from ",
        row.to_date.days == args->to_date.days ? "" : "to ",
        drivers_differ(drivers, count, driver_ids, driver_count) ? "drivers " : "");
    return OK;
}

enum status vehicle_change(struct ctx *tx, const struct vehicle_update_args *vehicle,
                           const int64_t *driver_ids, size_t driver_count)
{
    struct audit_entry entry = {.action = "vehicle.change",
                                .subject_kind = "vehicle",
                                .subject_id = vehicle->id,
                                .place_id = vehicle->place_id};
    int64_t changed;

    TRY(vehicle_fields(tx, vehicle, driver_ids, driver_count, &entry.fields));
    TRY(vehicle_update(tx, vehicle, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    TRY(vehicle_drivers_delete(tx, vehicle->id));
    for (size_t i = 0; i < driver_count; i++)
        TRY(volunteer_vehicle_insert(tx, driver_ids[i], vehicle->id));
    return audit_add(tx, &entry);
}
