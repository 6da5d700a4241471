/* "What would one more volunteer have saved?", asked and answered on one page. */
#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "insight/insight_pages.h"
#include "insight/whatif.h"
#include "insight_html.h"
#include "staff/staff.h"
#include "store/audit.h"

enum { WEEKS_USUAL = 8, MINUTE = 60, HALF_KILOMETRE = 500, KILOMETRE = 1000 };

struct whatif_form {
    int weekday;
    int half;
    int car;
    int64_t weeks;
};

static const struct input_choice WEEKDAYS[] = {
    {"1", N_("lunedì"), MONDAY},       {"2", N_("martedì"), TUESDAY},
    {"3", N_("mercoledì"), WEDNESDAY}, {"4", N_("giovedì"), THURSDAY},
    {"5", N_("venerdì"), FRIDAY},      {"6", N_("sabato"), SATURDAY},
    {"7", N_("domenica"), SUNDAY},     {0}};

static const struct input_choice HALVES[] = {
    {"morning", N_("La mattina, dalle 8 alle 13"), 0},
    {"afternoon", N_("Il pomeriggio, dalle 14 alle 18"), 1},
    {0}};

static const struct input_choice CARS[] = {
    {"own", N_("La sua"), 1}, {"shared", N_("Una di quelle che ci sono"), 0}, {0}};

static const struct input WISH[] = {
    INPUT_CHOICE(struct whatif_form, weekday, WEEKDAYS, "Giorno", "Scegli il giorno"),
    INPUT_CHOICE(struct whatif_form, half, HALVES, "Quando", "Scegli mattina o pomeriggio"),
    INPUT_CHOICE(struct whatif_form, car, CARS, "Con che auto", "Scegli con che auto"),
    INPUT_COUNT(struct whatif_form, weeks, 1, WHATIF_WEEKS_MAX, "Quante settimane indietro",
                "Scrivi quante settimane, da 1 a 12"),
};

/* The volunteer starts where the actor's office is, or the zone's first one. */
static enum status base_read(struct ctx *ctx, struct place_row *ret_place)
{
    struct office_row *offices;
    size_t count;
    size_t of = 0;

    TRY(zone_offices_in_use(ctx, &offices, &count));
    if (count == 0)
        return ERR_NOT_FOUND;
    for (size_t i = 0; i < count; i++) {
        if (offices[i].id == ctx->actor->office_id)
            of = i;
    }
    return zone_place(ctx, offices[of].place_id, ret_place);
}

/* "3 km e 8 minuti"; a road that got longer is told as it is. */
static const char *saved_show(struct ctx *ctx, const struct whatif_day *day)
{
    int64_t kilometres =
        (day->metres + (day->metres < 0 ? -HALF_KILOMETRE : HALF_KILOMETRE)) / KILOMETRE;

    if (day->not_planned)
        return tr(ctx, "Questo giorno non si può rifare: gli orari di allora non tornano più");
    return arena_printf(ctx->arena,
                        tr_count(ctx, "%lld km, %lld minuto di guida",
                                 "%lld km, %lld minuti di guida", day->seconds / MINUTE),
                        (long long)kilometres, (long long)(day->seconds / MINUTE));
}

static const char *count_show(struct ctx *ctx, int64_t count)
{
    return arena_printf(ctx->arena, "%lld", (long long)count);
}

static void answer_fill(struct ctx *ctx, const struct whatif *found, struct whatif_view *view)
{
    struct whatif_line *lines = arena_array(ctx->arena, struct whatif_line, found->count);

    for (size_t i = 0; i < found->count; i++) {
        const struct whatif_day *day = &found->days[i];

        lines[i] =
            (struct whatif_line){date_show(ctx->arena, day->day), count_show(ctx, day->missed),
                                 count_show(ctx, day->served), saved_show(ctx, day)};
    }
    view->lines = lines;
    view->line_count = found->count;
    view->answer = arena_printf(
        ctx->arena,
        tr_count(ctx, "Di %lld richiesta persa ne avremmo fatte %lld. Strada risparmiata: %s.",
                 "Di %lld richieste perse ne avremmo fatte %lld. Strada risparmiata: %s.",
                 found->total.missed),
        (long long)found->total.missed, (long long)found->total.served,
        saved_show(ctx, &found->total));
}

static enum status answer_read(struct ctx *ctx, const struct whatif_form *form,
                               struct whatif_view *view)
{
    struct whatif_wish wish = {
        .weekday = (enum weekday)form->weekday,
        .afternoon = form->half == 1,
        .with_car = form->car == 1,
        .weeks = form->weeks,
    };
    struct whatif found;

    TRY(base_read(ctx, &wish.base));
    TRY(whatif_find(ctx, &wish, &found));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.whatif"}));
    view->from = wish.base.name;
    answer_fill(ctx, &found, view);
    return OK;
}

enum status whatif_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct whatif_form usual = {.weekday = THURSDAY, .car = 1, .weeks = WEEKS_USUAL};
    bool asked = form_get(&request->query, "weekday") != NULL;
    struct form form = form_empty(ctx->arena);
    struct form_errors errors = {0};
    struct whatif_form wish;
    struct whatif_view view = {.weekdays = options_of(ctx, WEEKDAYS),
                               .halves = options_of(ctx, HALVES),
                               .cars = options_of(ctx, CARS)};

    if (asked)
        TRY(input_read(ctx, &request->query, WISH, &wish, &errors));
    else
        input_show(ctx, &form, WISH, &usual);
    if (asked && errors.count == 0)
        TRY(answer_read(ctx, &wish, &view));
    view.ask = ask_new(ctx, request, asked ? &request->query : &form, asked ? &errors : NULL);
    TRY(staff_frame(ctx, request, tr(ctx, "Un volontario in più"), "numbers", &view.frame));
    view.frame.problem = errors.count > 0;

    struct html page = frame_html(ctx, response);

    whatif_html(&page, &view);
    return OK;
}
