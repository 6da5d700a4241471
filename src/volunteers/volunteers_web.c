/*
 * The register of volunteers as far as the rides need it: who can when, who is away, who drives
 * which car. AUSER keeps it; the office reads it.
 */
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteers/volunteers.h"
#include "volunteers/volunteers_pages.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"

/* Marks text for xgettext. */
#define N_(source) (source)

/* After a change one sees at once who was promised a ride and now has none. That page stands above
   this feature, so it is only an address here. */
#define UNCOVERED_PATH "/accompagnamenti/scoperti"

enum { NOTE_MAX = 120 };

/* Everything that the register shows, read once. */
struct register_rows {
    struct volunteer_row *volunteers;
    size_t volunteer_count;
    struct volunteer_week_row *hours;
    size_t hour_count;
    struct volunteer_away_row *absences;
    size_t absence_count;
    struct vehicle_who *cars;
    size_t car_count;
};

static enum status register_read(struct ctx *ctx, struct register_rows *ret_rows)
{
    struct date today = instant_date(ctx->now);
    struct register_rows rows;

    TRY(volunteers_in_service(ctx, today, &rows.volunteers, &rows.volunteer_count));
    TRY(volunteer_hours_from(ctx, today, &rows.hours, &rows.hour_count));
    TRY(volunteer_absences_from(ctx, today, &rows.absences, &rows.absence_count));
    TRY(vehicles_from(ctx, today, &rows.cars, &rows.car_count));
    *ret_rows = rows;
    return OK;
}

static const char *capital(struct ctx *ctx, const char *weekday)
{
    char *words = arena_copy(ctx->arena, weekday);

    words[0] = (char)(words[0] - 'a' + 'A'); /* no weekday begins with an accent */
    return words;
}

static struct spell_view hours_show(struct ctx *ctx, const struct volunteer_week_row *row)
{
    struct spell_view spell = {
        .id = row->id,
        .text = arena_printf(
            ctx->arena, "%s %s-%s", capital(ctx, date_weekday_name((enum weekday)row->weekday)),
            clock_show(ctx->arena, row->starts), clock_show(ctx->arena, row->ends)),
    };

    if (row->valid_from.days > instant_date(ctx->now).days)
        spell.note =
            arena_printf(ctx->arena, tr(ctx, "dal %s"), date_show(ctx->arena, row->valid_from));
    else if (!date_is_none(row->valid_to))
        spell.note =
            arena_printf(ctx->arena, tr(ctx, "fino al %s"), date_show(ctx->arena, row->valid_to));
    return spell;
}

static struct spell_view absence_show(struct ctx *ctx, const struct volunteer_away_row *row)
{
    const char *first = date_show(ctx->arena, row->from_day);
    const char *days = row->from_day.days == row->to_day.days
                           ? arena_printf(ctx->arena, tr(ctx, "il %s"), first)
                           : arena_printf(ctx->arena, tr(ctx, "dal %s al %s"), first,
                                          date_show(ctx->arena, row->to_day));
    struct spell_view spell = {.id = row->id, .text = days, .note = row->note};

    if (!clock_is_none(row->starts) && !clock_is_none(row->ends))
        spell.text =
            arena_printf(ctx->arena, tr(ctx, "%s, %s-%s"), days,
                         clock_show(ctx->arena, row->starts), clock_show(ctx->arena, row->ends));
    return spell;
}

static void volunteer_hours_show(struct ctx *ctx, const struct register_rows *rows,
                                 struct volunteer_view *view)
{
    struct spell_view *spells = arena_array(ctx->arena, struct spell_view, rows->hour_count);

    for (size_t i = 0; i < rows->hour_count; i++) {
        if (rows->hours[i].volunteer_id == view->id)
            spells[view->hour_count++] = hours_show(ctx, &rows->hours[i]);
    }
    view->hours = spells;
}

static void volunteer_absences_show(struct ctx *ctx, const struct register_rows *rows,
                                    struct volunteer_view *view)
{
    struct spell_view *spells = arena_array(ctx->arena, struct spell_view, rows->absence_count);

    for (size_t i = 0; i < rows->absence_count; i++) {
        if (rows->absences[i].volunteer_id == view->id)
            spells[view->absence_count++] = absence_show(ctx, &rows->absences[i]);
    }
    view->absences = spells;
}

static void list_add(struct buf *list, const char *words)
{
    if (list->length > 0)
        buf_put_text(list, ", ");
    buf_put_text(list, words);
}

static const char *volunteer_cars(struct ctx *ctx, const struct register_rows *rows, int64_t id)
{
    struct buf names = buf_new(ctx->arena, 4096);

    for (size_t i = 0; i < rows->car_count; i++) {
        if (rows->cars[i].driver_id == id)
            list_add(&names, rows->cars[i].name);
    }
    return names.length > 0 ? buf_text(&names) : NULL;
}

static struct volunteer_view volunteer_show(struct ctx *ctx, const struct register_rows *rows,
                                            const struct volunteer_row *row)
{
    struct volunteer_view view = {
        .id = row->id,
        .full_name = arena_printf(ctx->arena, "%s %s", row->surname, row->name),
        .phone = row->phone,
        .home = row->address ? arena_printf(ctx->arena, "%s, %s", row->place, row->address)
                             : row->place,
        .organization = row->organization,
        .cars = volunteer_cars(ctx, rows, row->id),
    };

    volunteer_hours_show(ctx, rows, &view);
    volunteer_absences_show(ctx, rows, &view);
    return view;
}

static const char *car_room(struct ctx *ctx, const struct vehicle_who *car)
{
    const char *seats =
        car->seats == 1 ? tr(ctx, "un posto")
                        : arena_printf(ctx->arena, tr(ctx, "%lld posti"), (long long)car->seats);

    if (car->folding_wheelchairs == 0)
        return seats;
    if (car->folding_wheelchairs == 1)
        return arena_printf(ctx->arena, tr(ctx, "%s, una carrozzina pieghevole"), seats);
    return arena_printf(ctx->arena, tr(ctx, "%s, %lld carrozzine pieghevoli"), seats,
                        (long long)car->folding_wheelchairs);
}

/* Rows of one car follow each other, one a driver. */
static size_t car_show(struct ctx *ctx, const struct register_rows *rows, size_t first,
                       struct car_view *ret_car)
{
    const struct vehicle_who *car = &rows->cars[first];
    struct buf drivers = buf_new(ctx->arena, 4096);
    size_t end = first;

    for (; end < rows->car_count && rows->cars[end].id == car->id; end++) {
        if (rows->cars[end].driver_id)
            list_add(&drivers, arena_printf(ctx->arena, "%s %s", rows->cars[end].driver_name,
                                            rows->cars[end].driver_surname));
    }
    *ret_car = (struct car_view){
        .name = car->plate
                    ? arena_printf(ctx->arena, tr(ctx, "%s, targa %s"), car->name, car->plate)
                    : car->name,
        .room = car_room(ctx, car),
        .owner = car->owner_organization ? car->owner_organization : tr(ctx, "del volontario"),
        .drivers = drivers.length > 0 ? buf_text(&drivers) : tr(ctx, "nessuno"),
    };
    return end;
}

static enum status volunteers_page(struct ctx *ctx, struct request *request,
                                   struct response *response)
{
    struct volunteers_view view = {.may_write = actor_may(ctx, POWER_VOLUNTEERS_WRITE)};
    struct register_rows rows;

    TRY(register_read(ctx, &rows));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.list"}));

    struct volunteer_view *volunteers =
        arena_array(ctx->arena, struct volunteer_view, rows.volunteer_count);
    struct car_view *cars = arena_array(ctx->arena, struct car_view, rows.car_count);

    for (size_t i = 0; i < rows.volunteer_count; i++)
        volunteers[i] = volunteer_show(ctx, &rows, &rows.volunteers[i]);
    for (size_t i = 0; i < rows.car_count;)
        i = car_show(ctx, &rows, i, &cars[view.car_count++]);
    view.volunteers = volunteers;
    view.volunteer_count = rows.volunteer_count;
    view.cars = cars;
    TRY(staff_frame(ctx, request, tr(ctx, "Volontari"), "volunteers", &view.frame));

    struct html page = frame_html(ctx, response);

    volunteers_list(&page, &view);
    return OK;
}

/* --- one volunteer ---------------------------------------------------------------------------- */

static const struct input_choice WEEKDAYS[] = {
    {"monday", N_("Lunedì"), MONDAY},          {"tuesday", N_("Martedì"), TUESDAY},
    {"wednesday", N_("Mercoledì"), WEDNESDAY}, {"thursday", N_("Giovedì"), THURSDAY},
    {"friday", N_("Venerdì"), FRIDAY},         {"saturday", N_("Sabato"), SATURDAY},
    {"sunday", N_("Domenica"), SUNDAY},        {0},
};

struct hours_args {
    int weekday;
    struct clock_time starts;
    struct clock_time ends;
};

static const struct input HOURS[] = {
    INPUT_CHOICE(struct hours_args, weekday, WEEKDAYS, "Giorno", "Scegli il giorno"),
    INPUT_CLOCK(struct hours_args, starts, "Dalle", "Scrivi da che ora, per esempio 8:00"),
    INPUT_CLOCK(struct hours_args, ends, "Alle", "Scrivi fino a che ora, per esempio 13:00"),
};

struct absence_args {
    struct date from_day;
    struct date to_day;
    struct clock_time from_hour;
    struct clock_time to_hour;
    const char *note;
};

static const struct input ABSENCE[] = {
    INPUT_DATE(struct absence_args, from_day, DATES_COMING, "Primo giorno",
               "Scrivi il primo giorno"),
    INPUT_DATE(struct absence_args, to_day, DATES_COMING, "Ultimo giorno", OPTIONAL),
    INPUT_CLOCK(struct absence_args, from_hour, "Dalle", OPTIONAL),
    INPUT_CLOCK(struct absence_args, to_hour, "Alle", OPTIONAL),
    INPUT_LINE(struct absence_args, note, NOTE_MAX, "Nota", OPTIONAL),
};

static const char *volunteer_path(struct ctx *ctx, int64_t id)
{
    return arena_printf(ctx->arena, "/volontari/%lld", (long long)id);
}

/* Mistakes belong to one of the two forms of the page; the other one is shown empty. */
static enum status volunteer_page_show(struct ctx *ctx, struct request *request,
                                       const struct form_errors *hours_errors,
                                       const struct form_errors *absence_errors,
                                       struct response *response)
{
    struct volunteer_page_view view = {.may_write = actor_may(ctx, POWER_VOLUNTEERS_WRITE)};
    struct volunteer_row volunteer;
    struct register_rows rows;

    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    TRY(register_read(ctx, &rows));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.open",
                                              .subject_kind = "volunteer",
                                              .subject_id = volunteer.id}));
    view.volunteer = volunteer_show(ctx, &rows, &volunteer);
    view.path = volunteer_path(ctx, volunteer.id);
    view.weekdays = options_of(ctx, WEEKDAYS);
    view.hours_ask = ask_new(ctx, request, hours_errors ? &request->form : NULL, hours_errors);
    view.absence_ask =
        ask_new(ctx, request, absence_errors ? &request->form : NULL, absence_errors);
    TRY(staff_frame(ctx, request, view.volunteer.full_name, "volunteers", &view.frame));
    view.frame.problem = hours_errors || absence_errors;

    struct html page = frame_html(ctx, response);

    volunteer_page(&page, &view);
    return OK;
}

static enum status volunteer_show_page(struct ctx *ctx, struct request *request,
                                       struct response *response)
{
    return volunteer_page_show(ctx, request, NULL, NULL, response);
}

struct hours_write {
    struct once *once;
    struct volunteer_hours_insert_args hours;
};

static enum status hours_write(struct ctx *tx, void *args)
{
    struct hours_write *write = args;
    int64_t id = write->hours.volunteer_id;
    bool done;

    TRY(once_begin(tx, write->once, &done, &id));
    if (done)
        return OK;
    TRY(volunteer_change_hours(tx, &write->hours));
    return once_end(tx, write->once, id);
}

static enum status done(struct ctx *ctx, struct response *response, int64_t volunteer_id,
                        const char *sentence)
{
    return response_done(response, volunteer_path(ctx, volunteer_id), sentence);
}

static enum status hours_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct hours_write write = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct volunteer_row volunteer;
    struct hours_args args;
    enum status status;

    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    TRY(input_read(ctx, &request->form, HOURS, &args, &errors));
    if (!write.once)
        return ERR_INVALID;
    if (errors.count == 0 && args.ends.minutes <= args.starts.minutes)
        form_error_add(ctx, &errors, "ends", tr(ctx, "Scrivi un’ora dopo quella di inizio"));
    if (errors.count > 0)
        return volunteer_page_show(ctx, request, &errors, NULL, response);
    write.hours = (struct volunteer_hours_insert_args){
        .volunteer_id = volunteer.id,
        .weekday = args.weekday,
        .starts = args.starts,
        .ends = args.ends,
        .valid_from = instant_date(ctx->now),
        .valid_to = DATE_NONE,
    };
    status = store_write(ctx, hours_write, &write);
    if (status == ERR_CONFLICT) {
        form_error_add(ctx, &errors, "starts",
                       tr(ctx, "In quelle ore c’è già: prima togli le altre"));
        return volunteer_page_show(ctx, request, &errors, NULL, response);
    }
    TRY(status);
    return done(ctx, response, volunteer.id, tr(ctx, "Le ore sono salvate."));
}

struct absence_write {
    struct once *once;
    struct volunteer_absence_insert_args absence;
};

static enum status absence_write(struct ctx *tx, void *args)
{
    struct absence_write *write = args;
    int64_t id;
    bool was_done;

    TRY(once_begin(tx, write->once, &was_done, &id));
    if (was_done)
        return OK;
    TRY(volunteer_add_absence(tx, &write->absence, &id));
    return once_end(tx, write->once, id);
}

static void absence_check(struct ctx *ctx, struct absence_args *args, struct form_errors *errors)
{
    bool from = !clock_is_none(args->from_hour);
    bool to = !clock_is_none(args->to_hour);

    if (errors->count > 0)
        return;
    if (date_is_none(args->to_day))
        args->to_day = args->from_day;
    if (args->to_day.days < args->from_day.days)
        form_error_add(ctx, errors, "to_day", tr(ctx, "Scrivi un ultimo giorno dopo il primo"));
    if (from != to)
        form_error_add(ctx, errors, from ? "to_hour" : "from_hour",
                       tr(ctx, "Scrivi tutte e due le ore, o nessuna per il giorno intero"));
    else if (from && args->to_hour.minutes <= args->from_hour.minutes)
        form_error_add(ctx, errors, "to_hour", tr(ctx, "Scrivi un’ora dopo quella di inizio"));
}

static enum status absence_done(struct ctx *ctx, struct response *response,
                                const struct volunteer_absence_insert_args *absence)
{
    return response_done(response,
                         arena_printf(ctx->arena, UNCOVERED_PATH "?dal=%s&al=%s",
                                      date_to_iso(ctx->arena, absence->from_day),
                                      date_to_iso(ctx->arena, absence->to_day)),
                         tr(ctx, "L’assenza è salvata. Qui c’è chi va chiamato."));
}

static enum status absence_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct absence_write write = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct volunteer_row volunteer;
    struct absence_args args;

    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    TRY(input_read(ctx, &request->form, ABSENCE, &args, &errors));
    if (!write.once)
        return ERR_INVALID;
    absence_check(ctx, &args, &errors);
    if (errors.count > 0)
        return volunteer_page_show(ctx, request, NULL, &errors, response);
    write.absence = (struct volunteer_absence_insert_args){
        .volunteer_id = volunteer.id,
        .from_day = args.from_day,
        .to_day = args.to_day,
        .starts = args.from_hour,
        .ends = args.to_hour,
        .note = *args.note ? args.note : NULL,
    };
    TRY(store_write(ctx, absence_write, &write));
    return absence_done(ctx, response, &write.absence);
}

static enum status hours_end_write(struct ctx *tx, void *args)
{
    const int64_t *ids = args;

    return volunteer_end_hours(tx, ids[0], ids[1], date_add_days(instant_date(tx->now), -1));
}

static enum status absence_drop_write(struct ctx *tx, void *args)
{
    const int64_t *ids = args;

    return volunteer_drop_absence(tx, ids[0], ids[1]);
}

static enum status hours_end_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    enum status status = store_write(ctx, hours_end_write, request->ids);

    /* Taken away before, by a second click or by a colleague: what was wanted is so. */
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    return response_done(response, UNCOVERED_PATH,
                         tr(ctx, "Le ore sono tolte, da oggi. Qui c’è chi va chiamato."));
}

static enum status absence_drop_post(struct ctx *ctx, struct request *request,
                                     struct response *response)
{
    enum status status = store_write(ctx, absence_drop_write, request->ids);

    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    return done(ctx, response, request->ids[0], tr(ctx, "L’assenza è tolta."));
}

const struct route VOLUNTEERS_ROUTES[] = {
    ROUTE(GET, "/volontari", POWER_VOLUNTEERS_READ, volunteers_page),
    ROUTE(GET, "/volontari/nuovo", POWER_VOLUNTEERS_WRITE, volunteer_new_page),
    ROUTE_MAKES("/volontari/nuovo", POWER_VOLUNTEERS_WRITE, volunteer_new_post, "/volontari/:id",
                NULL),
    ROUTE(GET, "/volontari/auto/nuova", POWER_VOLUNTEERS_WRITE, vehicle_new_page),
    ROUTE_MAKES("/volontari/auto/nuova", POWER_VOLUNTEERS_WRITE, vehicle_new_post, "/volontari",
                NULL),
    ROUTE(GET, "/volontari/:id", POWER_VOLUNTEERS_READ, volunteer_show_page),
    ROUTE(POST, "/volontari/:id/orari", POWER_VOLUNTEERS_WRITE, hours_post),
    ROUTE(POST, "/volontari/:id/orari/:id/togli", POWER_VOLUNTEERS_WRITE, hours_end_post),
    ROUTE(POST, "/volontari/:id/assenze", POWER_VOLUNTEERS_WRITE, absence_post),
    ROUTE(POST, "/volontari/:id/assenze/:id/togli", POWER_VOLUNTEERS_WRITE, absence_drop_post),
};
const size_t VOLUNTEERS_ROUTE_COUNT = sizeof VOLUNTEERS_ROUTES / sizeof VOLUNTEERS_ROUTES[0];
