/*
 * When the offices are open: weekly hours, closures, holidays of the places.
 */
#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/once.h"
#include "store/sql.h"
#include "store/store.h"
#include "web/input.h"
#include "zone/zone.h"

enum calendar_part { PART_NONE, PART_OPENING, PART_CLOSURE, PART_HOLIDAY };

static const struct input_choice LINES[] = {
    {"desk", N_("Sportello"), 1}, {"rides", N_("Telefono degli accompagnamenti"), 2}, {0}};

static const struct input_choice WEEKDAYS[] = {
    {"1", N_("lunedì"), MONDAY},       {"2", N_("martedì"), TUESDAY},
    {"3", N_("mercoledì"), WEDNESDAY}, {"4", N_("giovedì"), THURSDAY},
    {"5", N_("venerdì"), FRIDAY},      {"6", N_("sabato"), SATURDAY},
    {"7", N_("domenica"), SUNDAY},     {0}};

static const struct input_choice WEEKS[] = {{"1", N_("solo il primo del mese"), 1},
                                            {"2", N_("solo il secondo del mese"), 2},
                                            {"3", N_("solo il terzo del mese"), 3},
                                            {"4", N_("solo il quarto del mese"), 4},
                                            {0}};

/* ---- what is shown --------------------------------------------------------------------------- */

static const char *line_show(const struct ctx *ctx, const char *line)
{
    if (!line)
        return tr(ctx, "Sportello e telefono");
    return tr(ctx, line[0] == 'd' ? LINES[0].label : LINES[1].label);
}

static struct calendar_line opening_line(struct ctx *ctx, const struct office_row *office,
                                         const struct opening_row *row)
{
    struct arena *arena = ctx->arena;
    const char *day = weekday_words(ctx, (enum weekday)row->weekday);
    const char *week = "";

    for (const struct input_choice *choice = WEEKS; choice->code; choice++) {
        if (choice->value == row->week_of_month)
            week = arena_printf(arena, ", %s", tr(ctx, choice->label));
    }

    return (struct calendar_line){
        .id = row->id,
        .what = line_show(ctx, row->line),
        .where =
            row->place ? arena_printf(arena, "%s, %s", office->name, row->place) : office->name,
        .when = arena_printf(arena, "%s%s, %s-%s", day, week, clock_show(arena, row->opens),
                             clock_show(arena, row->closes)),
        .dates = span_show(ctx, row->valid_from, row->valid_to),
    };
}

enum { OPENINGS_SHOWN_MAX = 1000 };

static enum status openings_read(struct ctx *ctx, const struct office_row *offices, size_t count,
                                 struct calendar_view *view)
{
    struct calendar_line *lines = arena_array(ctx->arena, struct calendar_line, OPENINGS_SHOWN_MAX);

    view->openings = lines;
    for (size_t i = 0; i < count; i++) {
        struct opening_row *rows;
        size_t row_count;

        TRY(zone_openings(ctx, offices[i].id, instant_date(ctx->now), &rows, &row_count));
        for (size_t j = 0; j < row_count && view->opening_count < OPENINGS_SHOWN_MAX; j++)
            lines[view->opening_count++] = opening_line(ctx, &offices[i], &rows[j]);
    }
    return OK;
}

static enum status closures_read(struct ctx *ctx, struct calendar_view *view)
{
    struct coming_closure_row *rows;

    TRY(zone_coming_closures(ctx, instant_date(ctx->now), &rows, &view->closure_count));

    struct calendar_line *lines =
        arena_array(ctx->arena, struct calendar_line, view->closure_count);

    for (size_t i = 0; i < view->closure_count; i++)
        lines[i] = (struct calendar_line){
            .id = rows[i].id,
            .what = rows[i].name,
            .where = rows[i].office ? rows[i].office : tr(ctx, "Tutta la zona"),
            .when = line_show(ctx, rows[i].line),
            .dates = span_show(ctx, rows[i].first_day, rows[i].last_day),
        };
    view->closures = lines;
    return OK;
}

static const char *holiday_day(struct ctx *ctx, const struct holiday_row *row)
{
    if (row->month > 0)
        return arena_printf(ctx->arena, "%lld %s", (long long)row->day,
                            month_words(ctx, (int)row->month));
    if (row->easter_days == 0)
        return tr(ctx, "a Pasqua");
    return arena_printf(
        ctx->arena,
        tr_count(ctx, "il giorno dopo Pasqua", "%lld giorni dopo Pasqua", row->easter_days),
        (long long)row->easter_days);
}

static const char *place_name(struct ctx *ctx, const struct options_list *places, int64_t id)
{
    const char *value = arena_printf(ctx->arena, "%lld", (long long)id);

    for (size_t i = 0; i < places->count; i++) {
        if (text_equal(places->items[i].value, value))
            return places->items[i].label;
    }
    return tr(ctx, "Tutta la zona");
}

static enum status holidays_read(struct ctx *ctx, struct calendar_view *view)
{
    struct date today = instant_date(ctx->now);
    struct holiday_row *rows;
    size_t count;

    TRY(zone_holidays(ctx, &rows, &count));

    struct calendar_line *lines = arena_array(ctx->arena, struct calendar_line, count);

    for (size_t i = 0; i < count; i++) {
        if (!date_is_none(rows[i].valid_to) && rows[i].valid_to.days < today.days)
            continue;
        lines[view->holiday_count++] = (struct calendar_line){
            .id = rows[i].id,
            .what = rows[i].name,
            .where = place_name(ctx, &view->places, rows[i].place_id),
            .when = holiday_day(ctx, &rows[i]),
            .dates = span_show(ctx, rows[i].valid_from, rows[i].valid_to),
        };
    }
    view->holidays = lines;
    return OK;
}

static struct options_list office_options(struct ctx *ctx, const struct office_row *offices,
                                          size_t count)
{
    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++)
        items[i] = option_of_id(ctx, offices[i].id, offices[i].name);
    return (struct options_list){items, count};
}

static struct ask ask_of_part(struct ctx *ctx, struct request *request, bool mine,
                              const struct form_errors *errors)
{
    return ask_new(ctx, request, mine ? &request->form : NULL, mine ? errors : NULL);
}

static enum status calendar_show(struct ctx *ctx, struct request *request, enum calendar_part part,
                                 const struct form_errors *errors, struct response *response)
{
    struct calendar_view view = {
        .opening_ask = ask_of_part(ctx, request, part == PART_OPENING, errors),
        .closure_ask = ask_of_part(ctx, request, part == PART_CLOSURE, errors),
        .holiday_ask = ask_of_part(ctx, request, part == PART_HOLIDAY, errors),
        .lines = options_of(ctx, LINES),
        .weekdays = options_of(ctx, WEEKDAYS),
        .weeks = options_of(ctx, WEEKS),
    };
    struct office_row *offices;
    size_t count;

    TRY(staff_frame(ctx, request, tr(ctx, "Orari, chiusure e festività"), "policy", &view.frame));
    view.frame.problem = errors != NULL;
    TRY(zone_offices_in_use(ctx, &offices, &count));
    view.offices = office_options(ctx, offices, count);
    TRY(choices_places(ctx, 0, &view.places));
    TRY(openings_read(ctx, offices, count, &view));
    TRY(closures_read(ctx, &view));
    TRY(holidays_read(ctx, &view));

    struct html page = frame_html(ctx, response);

    calendar_html(&page, &view);
    return OK;
}

enum status calendar_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return calendar_show(ctx, request, PART_NONE, NULL, response);
}

/* ---- what is added --------------------------------------------------------------------------- */

struct opening_form {
    int64_t opening_office;
    const char *opening_line;
    int64_t opening_place;
    int weekday;
    int week;
    struct clock_time opens;
    struct clock_time closes;
    struct date opening_from;
};

static const struct input OPENING[] = {
    INPUT_ID(struct opening_form, opening_office, "Ufficio", "Scegli l’ufficio"),
    INPUT_CHOICE(struct opening_form, opening_line, LINES, "Che cosa",
                 "Scegli se è lo sportello o il telefono"),
    INPUT_ID(struct opening_form, opening_place, "Luogo", OPTIONAL),
    INPUT_CHOICE(struct opening_form, weekday, WEEKDAYS, "Giorno", "Scegli il giorno"),
    INPUT_CHOICE(struct opening_form, week, WEEKS, "Quali settimane", OPTIONAL),
    INPUT_CLOCK(struct opening_form, opens, "Dalle", "Scrivi a che ora apre"),
    INPUT_CLOCK(struct opening_form, closes, "Alle", "Scrivi a che ora chiude"),
    INPUT_DATE(struct opening_form, opening_from, DATES_COMING, "Da quando",
               "Scrivi il giorno da cui vale"),
};

struct closure_form {
    const char *closure_name;
    int64_t closure_office;
    const char *closure_line;
    struct date first_day;
    struct date last_day;
};

static const struct input CLOSURE[] = {
    INPUT_LINE(struct closure_form, closure_name, 120, "Perché", "Scrivi perché si chiude"),
    INPUT_ID(struct closure_form, closure_office, "Ufficio", OPTIONAL),
    INPUT_CHOICE(struct closure_form, closure_line, LINES, "Che cosa", OPTIONAL),
    INPUT_DATE(struct closure_form, first_day, DATES_COMING, "Primo giorno",
               "Scrivi il primo giorno di chiusura"),
    INPUT_DATE(struct closure_form, last_day, DATES_COMING, "Ultimo giorno", OPTIONAL),
};

struct holiday_form {
    const char *holiday_name;
    int64_t holiday_place;
    int64_t day;
    int64_t month;
};

static const struct input HOLIDAY[] = {
    INPUT_LINE(struct holiday_form, holiday_name, 120, "Nome", "Scrivi il nome della festa"),
    INPUT_ID(struct holiday_form, holiday_place, "Luogo", OPTIONAL),
    INPUT_COUNT(struct holiday_form, day, 1, 31, "Giorno", "Scrivi il giorno"),
    INPUT_COUNT(struct holiday_form, month, 1, 12, "Mese", "Scrivi il mese, da 1 a 12"),
};

/* An addition, good once: which of the three forms, and its operation. */
struct calendar_adding {
    struct once *once;
    store_operation *add;
    void *args;
};

static enum status calendar_write(struct ctx *tx, void *args)
{
    struct calendar_adding *adding = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(adding->add(tx, adding->args));
    return once_end(tx, adding->once, 0);
}

static enum status calendar_add(struct ctx *ctx, struct request *request, store_operation *add,
                                void *args, struct response *response)
{
    struct calendar_adding adding = {ask_once(request), add, args};

    TRY(store_write(ctx, calendar_write, &adding));
    return response_done(response, "/regole/orari", tr(ctx, "Aggiunto."));
}

static enum status opening_add(struct ctx *tx, void *args)
{
    int64_t id;

    return zone_add_opening(tx, args, &id);
}

static enum status closure_add(struct ctx *tx, void *args)
{
    int64_t id;

    return zone_add_closure(tx, args, &id);
}

static enum status holiday_add(struct ctx *tx, void *args)
{
    int64_t id;

    return zone_add_holiday(tx, args, &id);
}

enum status opening_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};
    struct opening_form form;

    TRY(input_read(ctx, &request->form, OPENING, &form, &errors));
    if (!clock_is_none(form.opens) && !clock_is_none(form.closes) &&
        form.closes.minutes <= form.opens.minutes)
        form_error_add(ctx, &errors, "closes", tr(ctx, "Scrivi un’ora dopo quella di apertura"));
    if (errors.count > 0)
        return calendar_show(ctx, request, PART_OPENING, &errors, response);

    struct opening_insert_args row = {
        .office_id = form.opening_office,
        .line = form.opening_line,
        .place_id = form.opening_place,
        .weekday = form.weekday,
        .week_of_month = form.week > 0 ? form.week : SQL_INT_NONE,
        .opens = form.opens,
        .closes = form.closes,
        .valid_from = form.opening_from,
        .valid_to = DATE_NONE,
    };

    return calendar_add(ctx, request, opening_add, &row, response);
}

enum status closure_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};
    struct closure_form form;

    TRY(input_read(ctx, &request->form, CLOSURE, &form, &errors));
    if (date_is_none(form.last_day))
        form.last_day = form.first_day;
    if (form.last_day.days < form.first_day.days)
        form_error_add(ctx, &errors, "last_day", tr(ctx, "Scrivi un giorno dopo il primo"));
    if (errors.count > 0)
        return calendar_show(ctx, request, PART_CLOSURE, &errors, response);

    struct closure_insert_args row = {
        .name = form.closure_name,
        .office_id = form.closure_office,
        .line = form.closure_line,
        .first_day = form.first_day,
        .last_day = form.last_day,
    };

    return calendar_add(ctx, request, closure_add, &row, response);
}

enum status holiday_post(struct ctx *ctx, struct request *request, struct response *response)
{
    enum { LEAP_YEAR = 2024 };
    struct form_errors errors = {0};
    struct holiday_form form;

    TRY(input_read(ctx, &request->form, HOLIDAY, &form, &errors));
    if (errors.count == 0 && !date_is_real(LEAP_YEAR, (int)form.month, (int)form.day))
        form_error_add(ctx, &errors, "day", tr(ctx, "Questo giorno in quel mese non c’è"));
    if (errors.count > 0)
        return calendar_show(ctx, request, PART_HOLIDAY, &errors, response);

    struct holiday_insert_args row = {
        .name = form.holiday_name,
        .month = form.month,
        .day = form.day,
        .easter_days = SQL_INT_NONE,
        .place_id = form.holiday_place,
        .valid_from = instant_date(ctx->now),
        .valid_to = DATE_NONE,
    };

    return calendar_add(ctx, request, holiday_add, &row, response);
}

/* ---- what ends ------------------------------------------------------------------------------- */

static enum status opening_stop(struct ctx *tx, void *args)
{
    return zone_end_opening(tx, *(const int64_t *)args);
}

static enum status closure_stop(struct ctx *tx, void *args)
{
    return zone_end_closure(tx, *(const int64_t *)args);
}

static enum status holiday_stop(struct ctx *tx, void *args)
{
    return zone_end_holiday(tx, *(const int64_t *)args);
}

/* Ended before, by a second click, is as good as ended now. */
static enum status calendar_stop(struct ctx *ctx, struct request *request, store_operation *stop,
                                 struct response *response)
{
    enum status status = store_write(ctx, stop, &request->ids[0]);

    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    return response_done(response, "/regole/orari",
                         tr(ctx, "Tolto. Quello che valeva prima resta per i conti di "
                                 "allora."));
}

enum status opening_end_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return calendar_stop(ctx, request, opening_stop, response);
}

enum status closure_end_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return calendar_stop(ctx, request, closure_stop, response);
}

enum status holiday_end_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return calendar_stop(ctx, request, holiday_stop, response);
}
