/*
 * What the pages of rides have in common, and their addresses.
 */
#include "base/day_words.h"
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "rides/rides_pages.h"
#include "staff/actor.h"

const char *ride_path(struct arena *arena, int64_t id)
{
    return arena_printf(arena, BOARD_PATH "/%lld", (long long)id);
}

const char *ride_act_path(struct arena *arena, int64_t id, const char *act)
{
    return arena_printf(arena, BOARD_PATH "/%lld/%s", (long long)id, act);
}

const char *board_path(struct arena *arena, struct date day)
{
    return arena_printf(arena, BOARD_PATH "?giorno=%s", date_to_iso(arena, day));
}

const char *sheet_path(struct ctx *ctx, int64_t volunteer_id, const char *below, struct date day)
{
    return arena_printf(ctx->arena, BOARD_PATH "/foglio/%lld%s?giorno=%s", (long long)volunteer_id,
                        below, date_to_iso(ctx->arena, day));
}

const char *rider_home(struct arena *arena, const struct person_card *card)
{
    if (card->place_name && card->address)
        return arena_printf(arena, "%s, %s", card->place_name, card->address);
    return card->place_name ? card->place_name : card->address;
}

static const char *rider_birth(struct ctx *ctx, const struct person_card *card)
{
    if (date_is_none(card->birth_date) || !actor_may(ctx, POWER_PERSONS_READ) ||
        !date_is_none(card->died_on))
        return NULL;

    int age = date_age(card->birth_date, instant_date(ctx->now));

    return words_say(ctx, tr_count(ctx, "%s il %s (%d anno)", "%s il %s (%d anni)", age),
                     tr(ctx, person_by_sex(card, N_("nata"), N_("nato"), N_("nascita"))),
                     date_show(ctx->arena, card->birth_date), age);
}

static void rider_tag(struct rider_view *rider, const char *tag)
{
    rider->tags[rider->tag_count++] = tag;
}

struct rider_view rider_show(struct ctx *ctx, const struct person_card *card)
{
    const char *path =
        actor_may(ctx, POWER_PERSONS_READ) ? "/persone/%lld" : BOARD_PATH "/persone/%lld";
    struct rider_view rider = {
        .id = card->id,
        .href = arena_printf(ctx->arena, path, (long long)card->id),
        .full_name = person_full_name(ctx->arena, card),
        .birth = rider_birth(ctx, card),
        .home = rider_home(ctx->arena, card),
        .phone = card->phone,
        .died = person_died_text(ctx, card),
    };

    if (rider.died)
        return rider;
    if (text_equal(card->lives_alone, "yes"))
        rider_tag(&rider, tr(ctx, person_by_sex(card, N_("Vive da sola"), N_("Vive da solo"),
                                                N_("Vive da sola o da solo"))));
    if (text_equal(card->lives_alone, "no"))
        rider_tag(&rider, tr(ctx, "Vive con altri"));
    if (text_equal(card->autonomy, "self_sufficient"))
        rider_tag(&rider, tr(ctx, "Autosufficiente"));
    else if (card->autonomy)
        rider_tag(&rider, tr(ctx, "Non del tutto autosufficiente"));
    return rider;
}

struct options_list companion_options(struct ctx *ctx, int64_t most)
{
    struct option *items = arena_array(ctx->arena, struct option, (size_t)most + 1);

    for (int64_t i = 0; i <= most; i++) {
        const char *number = arena_printf(ctx->arena, "%lld", (long long)i);

        items[i].value = number;
        if (i == 0)
            items[i].label = tr(ctx, "No");
        else
            items[i].label = arena_printf(
                ctx->arena, tr_count(ctx, "Sì, una persona", "Sì, %s persone", i), number);
    }
    return (struct options_list){items, (size_t)most + 1};
}

const char *words_boarding(struct ctx *ctx, const struct codes *aids, const char *aid,
                           int64_t minutes, int64_t companions)
{
    const char *walks =
        text_equal(aid, "none") ? tr(ctx, "Nessun ausilio") : codes_label(ctx, aids, aid);
    const char *with = "";

    if (companions > 0)
        with = arena_printf(ctx->arena,
                            tr_count(ctx, ", con una persona", ", con %lld persone", companions),
                            (long long)companions);
    return arena_printf(
        ctx->arena,
        tr_count(ctx, "%s, %lld minuto per salire%s", "%s, %lld minuti per salire%s", minutes),
        walks, (long long)minutes, with);
}

struct date query_day(struct ctx *ctx, struct request *request)
{
    const char *typed = form_get(&request->query, "giorno");
    struct date today = instant_date(ctx->now);
    struct date day;

    if (typed && date_from_typed(typed, date_add_days(today, 3650), &day) == OK)
        return day;
    return today;
}

int64_t rides_office(const struct ctx *ctx)
{
    return ctx->actor ? ctx->actor->office_id : 0;
}

enum status leg_words_read(struct ctx *ctx, struct leg_words *ret_words)
{
    struct leg_words words = {.may_write = actor_may(ctx, POWER_RIDES_WRITE)};

    TRY(codes_read_all(ctx, "mobility_aid", &words.aids));
    TRY(codes_read_all(ctx, "leg_outcome", &words.outcomes));
    *ret_words = words;
    return OK;
}

/* Below this many minutes the margin is told as a warning. */
enum { TIGHT_MINUTES = 3 };

static const char *leg_margin(struct ctx *ctx, const struct day_leg *leg)
{
    long long minutes = leg->slack_minutes;

    if (minutes < 0)
        return NULL;
    if (minutes < TIGHT_MINUTES)
        return arena_printf(
            ctx->arena,
            tr_count(ctx, "Poco margine: %lld minuto", "Poco margine: %lld minuti", minutes),
            minutes);
    return arena_printf(
        ctx->arena, tr_count(ctx, "margine %lld minuto", "margine %lld minuti", minutes), minutes);
}

/* Still to come, and its person can be fetched. */
static const char *leg_give(struct ctx *ctx, const struct leg_words *words,
                            const struct day_leg *leg)
{
    if (!words->may_write || leg->outcome || leg->window_closes.seconds < ctx->now.seconds)
        return NULL;
    return arena_printf(ctx->arena, BOARD_PATH "/viaggi/%lld/volontario", (long long)leg->leg_id);
}

static const char *outbound_note(struct ctx *ctx, const struct day_leg *leg)
{
    const char *hour = clock_show(ctx->arena, leg->appointment);

    if (leg->return_kind != RIDE_RETURN_WAIT)
        return arena_printf(ctx->arena, tr(ctx, "appuntamento alle %s"), hour);
    return arena_printf(ctx->arena,
                        tr_count(ctx,
                                 "appuntamento alle %s: aspetta lì %lld minuto e riporta a casa",
                                 "appuntamento alle %s: aspetta lì %lld minuti e riporta a casa",
                                 leg->wait_minutes),
                        hour, (long long)leg->wait_minutes);
}

static const char *leg_note(struct ctx *ctx, const struct day_leg *leg)
{
    if (!leg->homeward)
        return outbound_note(ctx, leg);
    if (leg->return_kind == RIDE_RETURN_WAIT)
        return tr(ctx, "ritorno, dopo aver aspettato lì");
    if (!instant_is_none(leg->ready_at))
        return arena_printf(ctx->arena, tr(ctx, "ritorno, ha chiamato alle %s"),
                            words_hour(ctx->arena, leg->ready_at));
    if (leg->return_kind == RIDE_RETURN_ON_CALL)
        return tr(ctx, "ritorno, quando chiama");
    return tr(ctx, "ritorno");
}

struct leg_view leg_show(struct ctx *ctx, const struct leg_words *words, const struct day_leg *leg)
{
    bool planned = !instant_is_none(leg->pick_up);
    bool waits = leg->has_arrived && leg->return_kind == RIDE_RETURN_ON_CALL &&
                 instant_is_none(leg->ready_at) && !leg->outcome &&
                 ctx->now.seconds <= leg->window_closes.seconds;

    return (struct leg_view){
        .leg_id = leg->leg_id,
        .day = day_words_first(ctx, instant_date(leg->window_opens)),
        .hour = words_hour(ctx->arena, planned ? leg->pick_up : leg->window_opens),
        .window = words_window(ctx, leg->window_opens, leg->window_closes),
        .span = arena_printf(ctx->arena, "%s-%s", words_hour(ctx->arena, leg->window_opens),
                             words_hour(ctx->arena, leg->window_closes)),
        .href = ride_path(ctx->arena, leg->ride_id),
        .full_name = person_full_name(ctx->arena, leg->person),
        .died = person_died_text(ctx, leg->person),
        .way = arena_printf(ctx->arena, "%s → %s", leg->from, leg->to),
        .from = leg->from,
        .to = leg->to,
        .phone = leg->person->phone,
        .boarding = words_boarding(ctx, &words->aids, leg->mobility_aid, leg->boarding_minutes,
                                   leg->companions),
        .notes = leg->boarding_notes,
        .note = leg_note(ctx, leg),
        .outcome = codes_label(ctx, &words->outcomes, leg->outcome),
        .late = words_late(ctx, leg->late_minutes),
        .margin = leg_margin(ctx, leg),
        .is_tight = leg->slack_minutes < TIGHT_MINUTES,
        .promised_by_name = leg->volunteer_promised,
        .locked = leg->locked,
        .give = leg_give(ctx, words, leg),
        .may_mark =
            words->may_write && !leg->outcome && ctx->now.seconds >= leg->window_opens.seconds,
        .may_assign = words->may_write && !leg->outcome,
        .may_call = words->may_write && waits &&
                    instant_date(leg->window_opens).days == instant_date(ctx->now).days,
    };
}

enum status ride_page_read(struct ctx *ctx, int64_t id, struct ride_page *ret_page)
{
    struct ride_page page;

    TRY(ride_row_read(ctx, id, &page.ride));
    if (!actor_reaches_office(ctx->actor, page.ride.office_id))
        return ERR_NOT_FOUND;
    TRY(person_card(ctx, page.ride.person_id, &page.card));
    *ret_page = page;
    return OK;
}

const struct route RIDES_ROUTES[] = {
    ROUTE(GET, "/accompagnamenti/nuovo", POWER_RIDES_WRITE, booking_new_page),
    ROUTE(POST, "/accompagnamenti/nuovo", POWER_RIDES_WRITE, booking_ask_post),
    ROUTE(POST, "/accompagnamenti/nuovo/modifica", POWER_RIDES_WRITE, booking_edit_post),
    ROUTE_MAKES("/accompagnamenti/nuovo/conferma", POWER_RIDES_WRITE, booking_confirm_post,
                "/accompagnamenti/:id", "/accompagnamenti/:id/sposta/modifica"),
    ROUTE_MAKES("/accompagnamenti/nuovo/rifiuto", POWER_RIDES_WRITE, booking_refuse_post,
                "/accompagnamenti/:id", NULL),
    ROUTE_MAKES("/accompagnamenti/nuovo/serie", POWER_RIDES_WRITE, series_confirm_post,
                "/accompagnamenti/:id", NULL),
    ROUTE(GET, "/accompagnamenti/persone", POWER_RIDERS_READ, riders_page),
    ROUTE(GET, "/accompagnamenti/persone/nuova", POWER_RIDES_WRITE, rider_new_page),
    ROUTE_MAKES("/accompagnamenti/persone/nuova", POWER_RIDES_WRITE, rider_new_post,
                "/accompagnamenti/persone/:id", NULL),
    ROUTE(GET, "/accompagnamenti/persone/:id", POWER_RIDERS_READ, rider_page),
    ROUTE(POST, "/accompagnamenti/persone/:id/volontari", POWER_RIDES_WRITE, rider_company_post),
    ROUTE(GET, "/accompagnamenti/destinazioni", POWER_RIDES_READ, destinations_page),
    ROUTE(GET, "/accompagnamenti/destinazioni/nuova", POWER_RIDES_WRITE, destination_new_page),
    ROUTE_MAKES("/accompagnamenti/destinazioni/nuova", POWER_RIDES_WRITE, destination_new_post,
                "/accompagnamenti/destinazioni", NULL),
    ROUTE(GET, "/accompagnamenti/destinazioni/:id", POWER_RIDES_WRITE, destination_edit_page),
    ROUTE(POST, "/accompagnamenti/destinazioni/:id", POWER_RIDES_WRITE, destination_edit_post),
    ROUTE(GET, "/accompagnamenti/richiamare", POWER_RIDES_WRITE, opinions_page),
    ROUTE(GET, "/accompagnamenti/:id/parere", POWER_RIDES_WRITE, opinion_page),
    ROUTE(POST, "/accompagnamenti/:id/parere", POWER_RIDES_WRITE, opinion_post),
    ROUTE(GET, "/accompagnamenti/:id", POWER_RIDES_READ, ride_show_page),
    ROUTE(GET, "/accompagnamenti/:id/prenotato", POWER_RIDES_WRITE, booking_done_page),
    ROUTE(GET, "/accompagnamenti/:id/sposta", POWER_RIDES_WRITE, booking_new_page),
    ROUTE(POST, "/accompagnamenti/:id/sposta", POWER_RIDES_WRITE, booking_ask_post),
    ROUTE(POST, "/accompagnamenti/:id/sposta/modifica", POWER_RIDES_WRITE, booking_edit_post),
    ROUTE(POST, "/accompagnamenti/:id/sposta/conferma", POWER_RIDES_WRITE, booking_confirm_post),
    ROUTE(GET, "/accompagnamenti/:id/annulla", POWER_RIDES_WRITE, ride_cancel_page),
    ROUTE(POST, "/accompagnamenti/:id/annulla", POWER_RIDES_WRITE, ride_cancel_post),
    ROUTE(GET, "/accompagnamenti/:id/correggi", POWER_RIDES_WRITE, ride_correct_page),
    ROUTE(POST, "/accompagnamenti/:id/correggi", POWER_RIDES_WRITE, ride_correct_post),
};
const size_t RIDES_ROUTE_COUNT = sizeof RIDES_ROUTES / sizeof RIDES_ROUTES[0];
