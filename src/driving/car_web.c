/*
 * The day's sheet on the volunteer's telephone: plain forms with large buttons, for a thumb and a
 * poor connection. Whoever has the link of the day is let in (volunteers/link.h).
 */
#include "driving/car.h"

#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "driving/driving_pages.h"
#include "driving_html.h"
#include "rides/rides_pages.h"
#include "roads_sql.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteers/link.h"

/* --- shown ------------------------------------------------------------------------------------ */

/* What a page is made from. */
struct car_sheet {
    struct link_visit visit;
    struct rides_day day;
    const struct day_volunteer *volunteer; /* NULL: neither shift nor ride today */
    struct leg_words words;
    struct policy_set rules;
};

/* From so long before the earliest time that was said until it is told how it went. */
static bool is_near(const struct ctx *ctx, const struct car_sheet *sheet, const struct day_leg *leg)
{
    int64_t minutes = policy_number(&sheet->rules, POLICY_RIDES_CAR_NEAR_MINUTES);

    return !leg->outcome &&
           instant_add_minutes(ctx->now, minutes).seconds >= leg->window_opens.seconds;
}

static enum status leg_car(struct ctx *ctx, const struct car_sheet *sheet,
                           const struct day_leg *leg, struct car_leg_view *ret_view)
{
    int64_t undo_minutes = policy_number(&sheet->rules, POLICY_RIDES_CAR_UNDO_MINUTES);
    const struct leg_view shown = leg_show(ctx, &sheet->words, leg);
    bool near = is_near(ctx, sheet, leg);
    struct leg_times times;

    TRY(ride_leg_times(ctx, leg->leg_id, &times));

    *ret_view = (struct car_leg_view){
        .action =
            arena_printf(ctx->arena, "%s/viaggi/%lld", sheet->visit.path, (long long)leg->leg_id),
        .span = shown.span,
        .hour = shown.hour,
        .who =
            near ? shown.full_name : words_initials(ctx, leg->person->name, leg->person->surname),
        .from = shown.from,
        .to = shown.to,
        .note = shown.note,
        .phone = shown.phone,
        .boarding = shown.boarding,
        .notes = near ? shown.notes : NULL,
        .outcome = shown.outcome,
        .late = shown.late,
        .may_tell = near,
    };
    if (!leg->outcome && !instant_is_none(times.picked_up_at))
        ret_view->aboard = arena_printf(ctx->arena, tr(ctx, "A bordo dalle %s"),
                                        words_hour(ctx->arena, times.picked_up_at));
    return car_may_undo(ctx, leg->leg_id, undo_minutes, &ret_view->may_undo);
}

/* The rides of the round, then the volunteer's own that were cancelled: the slip of a thumb among
   them can be taken back. */
static enum status legs_car(struct ctx *ctx, const struct car_sheet *sheet,
                            struct car_sheet_view *view)
{
    size_t driven = sheet->volunteer ? sheet->volunteer->leg_count : 0;
    struct car_leg_view *legs =
        arena_array(ctx->arena, struct car_leg_view, driven + sheet->day.cancelled_count);

    for (size_t i = 0; i < driven; i++)
        TRY(leg_car(ctx, sheet, sheet->volunteer->legs[i], &legs[view->leg_count++]));
    for (size_t i = 0; i < sheet->day.cancelled_count; i++) {
        const struct day_leg *leg = sheet->day.cancelled[i];

        if (leg->volunteer_id == sheet->visit.volunteer.id)
            TRY(leg_car(ctx, sheet, leg, &legs[view->leg_count++]));
    }
    view->legs = legs;
    return OK;
}

static enum status sheet_load(struct car_sheet *sheet)
{
    struct ctx *ctx = &sheet->visit.ctx;
    struct date today = instant_date(ctx->now);
    int64_t id = sheet->visit.volunteer.id;
    enum status status = rides_sheet(ctx, 0, today, id, &sheet->day, &sheet->volunteer);

    if (status == ERR_NOT_FOUND) {
        sheet->volunteer = NULL;
        status = rides_day(ctx, 0, today, &sheet->day);
    }
    TRY(status);
    TRY(leg_words_read(ctx, &sheet->words));
    TRY(policy_read(ctx, today, &sheet->rules));
    return audit_read(ctx, &(struct audit_entry){.action = "ride.car_sheet",
                                                 .subject_kind = "volunteer",
                                                 .subject_id = id,
                                                 .fields = "boarding_notes"});
}

static enum status car_show(struct ctx *ctx, struct request *request, struct car_sheet *sheet,
                            struct response *response)
{
    const struct policy_set *rules = &sheet->rules;
    const struct volunteer_row *volunteer = &sheet->visit.volunteer;
    long long near = policy_number(rules, POLICY_RIDES_CAR_NEAR_MINUTES);
    struct car_sheet_view view = {
        .frame = staff_bare_frame(ctx, request, tr(ctx, "Foglio di viaggio")),
        .ask = ask_new(ctx, request, NULL, NULL),
        .volunteer = arena_printf(ctx->arena, "%s %s", volunteer->name, volunteer->surname),
        .day_long = day_words_long(ctx, sheet->day.day),
        .vehicle = sheet->volunteer ? sheet->volunteer->vehicle_name : NULL,
        .line = policy_text(rules, POLICY_RIDES_LINE_NAME),
        .phone = policy_text(rules, POLICY_RIDES_PHONE),
        .path = sheet->visit.path,
        .near = arena_printf(ctx->arena, tr_count(ctx, "%lld minuto", "%lld minuti", near), near),
    };

    TRY(legs_car(&sheet->visit.ctx, sheet, &view));
    link_hide(response);

    struct html page = frame_html(ctx, response);

    car_sheet(&page, &view);
    return OK;
}

enum status car_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct car_sheet *sheet = arena_new(ctx->arena, struct car_sheet);

    TRY(link_open(ctx, request, LINK_SHEET, &sheet->visit));
    if (sheet->visit.outcome != LINK_OPEN)
        return link_refuse(ctx, request, &sheet->visit, response);
    TRY(sheet_load(sheet));
    return car_show(ctx, request, sheet, response);
}

/* --- told ------------------------------------------------------------------------------------- */

/* The buttons, and what the page says after each. */
static const struct car_button {
    const char *code;
    const char *outcome;
    int64_t late_minutes;
    const char *said;
} BUTTONS[] = {
    {"aboard", NULL, 0, N_("Segnato: a bordo. Quando arrivate tocca «Arrivati: fatto».")},
    {"done", "done", 0, N_("Segnato: fatto.")},
    {"not_found", "not_found", 0, N_("Segnato: persona non trovata.")},
    {"cancelled", "cancelled_late", 0, N_("Segnato: annullato.")},
    {"late_10", NULL, 10, N_("L’ufficio sa del ritardo.")},
    {"late_20", NULL, 20, N_("L’ufficio sa del ritardo.")},
    {"late_40", NULL, 40, N_("L’ufficio sa del ritardo.")},
    {"undo", NULL, 0, N_("Tolto: come se non l’avessi segnato.")},
};

static const struct car_button *button_find(const char *code)
{
    for (size_t i = 0; i < sizeof BUTTONS / sizeof BUTTONS[0]; i++) {
        if (text_equal(BUTTONS[i].code, code))
            return &BUTTONS[i];
    }
    return NULL;
}

struct car_args {
    struct once *once;
    struct car_deed deed;
};

/* A tap that was sent twice counts once. */
static enum status car_write(struct ctx *tx, void *args)
{
    const struct car_args *told = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, told->once, &done, &id));
    if (done)
        return OK;
    TRY(car_tell(tx, &told->deed));
    return once_end(tx, told->once, told->deed.leg_id);
}

static const char *car_sentence(struct ctx *ctx, enum status status, const char *said)
{
    switch (status) {
    case OK:
        return tr(ctx, said);
    case ERR_INVALID:
        return tr(ctx, "È presto: prima dell’orario detto puoi solo annullare o dire che sei in "
                       "ritardo.");
    case ERR_REPEATED:
    case ERR_CONFLICT:
        return tr(ctx, "Era già segnato: guarda com’è adesso. Se non va bene, chiama l’ufficio.");
    default:
        return NULL;
    }
}

enum status car_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct link_visit *visit = arena_new(ctx->arena, struct link_visit);
    const struct car_button *button = button_find(form_get(&request->form, "what"));
    struct car_args args = {.once = ask_once(request)};
    enum status status;

    TRY(link_open(ctx, request, LINK_SHEET, visit));
    if (visit->outcome != LINK_OPEN)
        return link_refuse(ctx, request, visit, response);
    if (!button || !args.once)
        return ERR_INVALID;
    args.deed = (struct car_deed){
        .day = visit->link.day,
        .leg_id = request->ids[0],
        .outcome = button->outcome,
        .late_minutes = button->late_minutes,
        .aboard = text_equal(button->code, "aboard"),
        .undo = text_equal(button->code, "undo"),
    };
    status = store_write(&visit->ctx, car_write, &args);

    const char *sentence = car_sentence(ctx, status, button->said);

    if (!sentence)
        return status;
    if (status != OK)
        response_warn(response, sentence);
    else
        response_banner(response, sentence);
    response_redirect(response, visit->path);
    return OK;
}
