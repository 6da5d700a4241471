/*
 * A volunteer's own page, by a link that holds some weeks: the rides of the next days, and a shift
 * given back.
 */
#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "driving/driving_pages.h"
#include "driving/hand_back.h"
#include "driving/own_page.h"
#include "driving_html.h"
#include "rides/rides_pages.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteers/link.h"

enum { DAYS_SHOWN = 14, PARTS_MAX = DAYS_SHOWN * 8 };

/* --- shown ------------------------------------------------------------------------------------ */

static struct own_leg_view leg_own(struct ctx *ctx, const struct own_leg *leg)
{
    bool homeward = text_equal(leg->direction, "return");
    const char *place = leg->place ? leg->place : "";

    return (struct own_leg_view){
        .span = arena_printf(ctx->arena, "%s-%s", words_hour(ctx->arena, leg->window_opens),
                             words_hour(ctx->arena, leg->window_closes)),
        .who = words_initials(ctx, leg->name, leg->surname),
        .way = arena_printf(ctx->arena, "%s → %s", homeward ? leg->destination : place,
                            homeward ? place : leg->destination),
    };
}

/* What the page is made from. */
struct own {
    struct link_visit visit;
    struct policy_set rules;
    struct own_leg *legs;
    size_t leg_count;
    bool left; /* may give back once more */
    struct own_part_view *parts;
    size_t part_count;
};

/* A shift with rides in it; one whose rides lie outside every shift is called by the office. */
static void part_add(struct ctx *ctx, struct own *own, const struct shift *shift)
{
    struct own_leg_view *legs = arena_array(ctx->arena, struct own_leg_view, own->leg_count);
    size_t count = 0;

    for (size_t i = 0; i < own->leg_count; i++) {
        const struct own_leg *leg = &own->legs[i];

        if (leg->window_opens.seconds >= shift->starts.seconds &&
            leg->window_opens.seconds < shift->ends.seconds)
            legs[count++] = leg_own(ctx, leg);
    }
    if (count == 0 || own->part_count == PARTS_MAX)
        return;
    own->parts[own->part_count++] = (struct own_part_view){
        .day_long = day_words_first(ctx, instant_date(shift->starts)),
        .hours = arena_printf(ctx->arena, "%s-%s", words_hour(ctx->arena, shift->starts),
                              words_hour(ctx->arena, shift->ends)),
        .starts = arena_printf(ctx->arena, "%lld", (long long)shift->starts.seconds),
        .legs = legs,
        .leg_count = count,
        .may_give_back = own->left && hand_back_in_time(ctx, &own->rules, shift->starts),
    };
}

static enum status day_add(struct ctx *ctx, struct own *own, struct date day)
{
    struct policy_set *policies = arena_new(ctx->arena, struct policy_set);
    struct availability available;

    TRY(policy_read(ctx, day, policies));
    TRY(volunteers_available(ctx, day, policies, &available));
    for (size_t i = 0; i < available.shift_count; i++) {
        if (available.shifts[i].volunteer_id == own->visit.volunteer.id)
            part_add(ctx, own, &available.shifts[i]);
    }
    return OK;
}

static enum status own_load(struct own *own)
{
    struct ctx *ctx = &own->visit.ctx;
    struct date today = instant_date(ctx->now);
    int64_t id = own->visit.volunteer.id;
    struct date done = DATE_NONE;

    TRY(policy_read(ctx, today, &own->rules));
    TRY(hand_back_is_left(ctx, &own->rules, &own->left));
    TRY(own_legs_to_come(ctx, id, today, date_add_days(today, DAYS_SHOWN), &own->legs,
                         &own->leg_count));
    own->parts = arena_array(ctx->arena, struct own_part_view, PARTS_MAX);
    for (size_t i = 0; i < own->leg_count; i++) {
        if (own->legs[i].on_day.days != done.days)
            TRY(day_add(ctx, own, own->legs[i].on_day));
        done = own->legs[i].on_day;
    }
    return audit_read(ctx, &(struct audit_entry){.action = "ride.own_page",
                                                 .subject_kind = "volunteer",
                                                 .subject_id = id});
}

static enum status own_show(struct ctx *ctx, struct request *request, struct own *own,
                            const struct form_errors *errors, struct response *response)
{
    const struct policy_set *rules = &own->rules;
    struct own_page_view view = {
        .frame = staff_bare_frame(ctx, request, tr(ctx, "I tuoi viaggi")),
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
        .volunteer = arena_printf(ctx->arena, "%s %s", own->visit.volunteer.name,
                                  own->visit.volunteer.surname),
        .line = policy_text(rules, POLICY_RIDES_LINE_NAME),
        .phone = policy_text(rules, POLICY_RIDES_PHONE),
        .path = own->visit.path,
        .rule = arena_printf(
            ctx->arena,
            tr(ctx, "Un turno si restituisce intero, fino a %lld ore prima, al massimo %lld volte "
                    "in %lld giorni. Oltre, chiama."),
            (long long)policy_number(rules, POLICY_RIDES_HAND_BACK_HOURS),
            (long long)policy_number(rules, POLICY_RIDES_HAND_BACK_MOST),
            (long long)policy_number(rules, POLICY_RIDES_HAND_BACK_DAYS)),
        .parts = own->parts,
        .part_count = own->part_count,
    };

    TRY(own_said_fill(&own->visit, rules, &view));
    view.frame.problem = errors != NULL;
    link_hide(response);

    struct html page = frame_html(ctx, response);

    own_rides(&page, &view);
    return OK;
}

enum status own_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct own *own = arena_new(ctx->arena, struct own);

    TRY(link_open(ctx, request, LINK_OWN_PAGE, &own->visit));
    if (own->visit.outcome != LINK_OPEN)
        return link_refuse(ctx, request, &own->visit, response);
    TRY(own_load(own));
    return own_show(ctx, request, own, NULL, response);
}

enum status own_page_warned(const struct link_visit *visit, const char *why,
                            struct response *response)
{
    response_warn(response, why);
    response_redirect(response, visit->path);
    return OK;
}

enum status own_page_again(struct ctx *ctx, struct request *request, const struct link_visit *visit,
                           const struct form_errors *errors, struct response *response)
{
    struct own *own = arena_new(ctx->arena, struct own);

    own->visit = *visit;
    own->visit.ctx.actor = &own->visit.actor;
    TRY(own_load(own));
    return own_show(ctx, request, own, errors, response);
}

/* --- given back ------------------------------------------------------------------------------- */

#define STARTS_MAX INT64_C(4102444800) /* in the year 2100 */

struct back_args {
    int64_t starts;
    struct once *once;
};

static const struct input BACK[] = {
    INPUT_COUNT(struct back_args, starts, 0, STARTS_MAX, "Turno", "Apri di nuovo la pagina"),
};

static enum status back_write(struct ctx *tx, void *args)
{
    const struct back_args *back = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, back->once, &done, &id));
    if (done)
        return OK;
    TRY(hand_back(tx, (struct instant){back->starts}));
    return once_end(tx, back->once, tx->actor->volunteer_id);
}

enum status own_hand_back_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct link_visit *visit = arena_new(ctx->arena, struct link_visit);
    struct form_errors errors = {0};
    struct back_args back;
    enum status status;

    TRY(link_open(ctx, request, LINK_OWN_PAGE, visit));
    if (visit->outcome != LINK_OPEN)
        return link_refuse(ctx, request, visit, response);
    TRY(input_read(ctx, &request->form, BACK, &back, &errors));
    back.once = ask_once(request);
    if (errors.count > 0 || !back.once)
        return ERR_INVALID;
    status = store_write(&visit->ctx, back_write, &back);
    if (status == ERR_CONFLICT || status == ERR_NOT_FOUND)
        return own_page_warned(
            visit, tr(ctx, "Da qui non si può più restituire: chiama l’ufficio."), response);
    TRY(status);
    return response_done(response, visit->path,
                         tr(ctx, "Il turno è restituito. L’ufficio lo sa e cerca qualcun altro."));
}
