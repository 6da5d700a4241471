/*
 * Riders, for who books rides and may see nobody else: search, card, a new one. Of a rider these
 * pages show name, address, phone, eligibility and rides, and nothing more.
 */
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "people/index.h"
#include "rides/booking_pages.h"
#include "rides_html.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"

enum { QUERY_MAX = 200, FACTS_MAX = 6, RIDES_MAX = 30 };

static struct rider_view rider_hit(struct ctx *ctx, const struct person_card *card)
{
    struct rider_view hit = rider_show(ctx, card);

    hit.href = arena_printf(ctx->arena, BOARD_PATH "/persone/%lld", (long long)card->id);
    return hit;
}

static struct rider_view *rider_hits(struct ctx *ctx, const struct person_card *cards, size_t count)
{
    struct rider_view *hits = arena_array(ctx->arena, struct rider_view, count);

    for (size_t i = 0; i < count; i++)
        hits[i] = rider_hit(ctx, &cards[i]);
    return hits;
}

/* Only those who ride, also for who may see everybody. */
static size_t keep_riders(struct person_card *cards, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (cards[i].rider)
            cards[kept++] = cards[i];
    }
    return kept;
}

enum status riders_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const char *typed = form_get(&request->query, "q");
    struct riders_view view = {
        .q = typed ? typed : "",
        .may_create = actor_may(ctx, POWER_RIDES_WRITE),
    };

    if (!text_is_blank(view.q) && text_length(view.q) <= QUERY_MAX) {
        const struct people_query query = {.words = view.q, .limit = PEOPLE_HITS_MAX};
        struct person_card *cards;

        TRY(people_search(ctx, ctx->people, &query, &cards, &view.hit_count));
        TRY(audit_read(ctx, &(struct audit_entry){.action = "person.search"}));
        view.hit_count = keep_riders(cards, view.hit_count);
        view.hits = rider_hits(ctx, cards, view.hit_count);
        view.searched = true;
    }
    TRY(staff_frame(ctx, request, tr(ctx, "Chi viaggia con noi"), "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    riders_list(&page, &view);
    return OK;
}

static const char *declared_words(struct ctx *ctx, const char *words, struct date on)
{
    if (!words || date_is_none(on))
        return words;
    return words_say(ctx, tr(ctx, "%s (dichiarato il %s)"), words, date_show(ctx->arena, on));
}

static const char *alone_words(struct ctx *ctx, const struct person_card *card)
{
    if (!card->lives_alone)
        return tr(ctx, "Da chiedere");
    return text_equal(card->lives_alone, "yes") ? tr(ctx, "Sì") : tr(ctx, "No");
}

static const char *autonomy_words(struct ctx *ctx, const struct person_card *card)
{
    if (!card->autonomy)
        return tr(ctx, "Da chiedere");
    return text_equal(card->autonomy, "self_sufficient") ? tr(ctx, "Sì") : tr(ctx, "Non del tutto");
}

static enum status rider_facts(struct ctx *ctx, const struct person_card *card,
                               const struct person_ride *rides, size_t ride_count,
                               struct rider_card_view *view)
{
    struct fact_view *facts = arena_array(ctx->arena, struct fact_view, FACTS_MAX);
    const char *notes = NULL;
    struct ride_row last;

    if (ride_count > 0) {
        TRY(ride_row_read(ctx, rides[0].id, &last));
        TRY(ride_boarding_notes(ctx, last.number, last.boarding_notes, &notes));
    }
    view->facts = facts;
    facts[view->fact_count++] =
        (struct fact_view){tr(ctx, "Vive da sola o da solo"),
                           declared_words(ctx, alone_words(ctx, card), card->lives_alone_on), NULL};
    facts[view->fact_count++] =
        (struct fact_view){tr(ctx, "Autosufficiente"),
                           declared_words(ctx, autonomy_words(ctx, card), card->autonomy_on), NULL};
    if (notes)
        facts[view->fact_count++] = (struct fact_view){tr(ctx, "Per il volontario"), notes, NULL};
    return OK;
}

static enum status rider_rides(struct ctx *ctx, const struct person_ride *rides, size_t count,
                               struct rider_card_view *view)
{
    struct rider_ride_view *views = arena_array(ctx->arena, struct rider_ride_view, RIDES_MAX);
    struct codes states;

    TRY(codes_read_all(ctx, "ride_state", &states));
    view->rides = views;
    for (size_t i = 0; i < count && view->ride_count < RIDES_MAX; i++) {
        if (!actor_reaches_office(ctx->actor, rides[i].office_id))
            continue;
        views[view->ride_count++] = (struct rider_ride_view){
            .href = ride_path(ctx->arena, rides[i].id),
            .when = arena_printf(ctx->arena, "%s, %s", date_show(ctx->arena, rides[i].on_day),
                                 clock_show(ctx->arena, rides[i].appointment)),
            .destination = rides[i].destination,
            .state = codes_label(ctx, &states, rides[i].state),
        };
        TRY(series_words_of(ctx, rides[i].series_id, &views[view->ride_count - 1].series));
    }
    return OK;
}

static const struct input_choice COMPANIES[] = {
    {"preferred", N_("Volentieri"), 0},
    {"never", N_("Mai"), 0},
    {"anyone", N_("Come gli altri"), 0},
    {0},
};

struct company_args {
    int64_t volunteer;
    const char *company;
    int64_t person_id;
};

static const struct input COMPANY[] = {
    INPUT_ID(struct company_args, volunteer, "Volontario", "Scegli il volontario"),
    INPUT_CHOICE(struct company_args, company, COMPANIES, "Come viaggia",
                 "Scegli se viaggia volentieri, mai, o come con gli altri"),
};

static enum status rider_company(struct ctx *ctx, struct request *request, int64_t person_id,
                                 const struct form_errors *errors, struct rider_card_view *view)
{
    struct rider_volunteer_row *rows;
    struct fact_view *facts;

    TRY(rider_volunteers(ctx, person_id, &rows, &view->company_count));
    facts = arena_array(ctx->arena, struct fact_view, view->company_count);
    for (size_t i = 0; i < view->company_count; i++)
        facts[i] = (struct fact_view){
            .label = arena_printf(ctx->arena, "%s %s", rows[i].name, rows[i].surname),
            .text = text_equal(rows[i].company, "never") ? tr(ctx, "Mai") : tr(ctx, "Volentieri"),
        };
    view->company = facts;
    view->path = arena_printf(ctx->arena, BOARD_PATH "/persone/%lld", (long long)person_id);
    view->ask = ask_new(ctx, request, errors ? &request->form : NULL, errors);
    view->companies = options_of(ctx, COMPANIES);
    if (!actor_may(ctx, POWER_RIDES_WRITE))
        return OK;
    return booking_volunteers(ctx, &view->volunteers);
}

/* `errors`: of the form of volunteers, NULL when it was not sent. */
static enum status rider_show_card(struct ctx *ctx, struct request *request,
                                   const struct form_errors *errors, struct response *response)
{
    struct rider_card_view view = {0};
    struct person_card card;
    struct person_ride *rides;
    size_t count;

    TRY(person_card(ctx, request->ids[0], &card));
    if (!card.rider)
        return ERR_NOT_FOUND;
    TRY(rides_of_person(ctx, card.id, &rides, &count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.rider",
                                              .subject_kind = "person",
                                              .subject_id = card.id,
                                              .fields = "boarding_notes",
                                              .place_id = card.place_id}));
    view.rider = rider_hit(ctx, &card);
    TRY(rider_facts(ctx, &card, rides, count, &view));
    TRY(rider_rides(ctx, rides, count, &view));
    TRY(rider_company(ctx, request, card.id, errors, &view));
    if (actor_may(ctx, POWER_RIDES_WRITE) && !view.rider.died)
        view.book_href =
            arena_printf(ctx->arena, BOARD_PATH "/nuovo?persona=%lld", (long long)card.id);
    TRY(staff_frame(ctx, request, view.rider.full_name, "rides", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    rider_card(&page, &view);
    return OK;
}

enum status rider_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return rider_show_card(ctx, request, NULL, response);
}

static enum status company_write(struct ctx *tx, void *args)
{
    const struct company_args *company = args;

    return rider_set_company(tx, company->person_id, company->volunteer,
                             text_equal(company->company, "anyone") ? NULL : company->company);
}

enum status rider_company_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct company_args args;
    struct form_errors errors = {0};
    struct person_card card;
    const char *path =
        arena_printf(ctx->arena, BOARD_PATH "/persone/%lld", (long long)request->ids[0]);

    TRY(input_read(ctx, &request->form, COMPANY, &args, &errors));
    TRY(person_card(ctx, request->ids[0], &card));
    if (!card.rider)
        return ERR_NOT_FOUND;
    if (errors.count > 0)
        return rider_show_card(ctx, request, &errors, response);
    args.person_id = card.id;
    TRY(store_write(ctx, company_write, &args));
    return response_done(response, path, tr(ctx, "È scritto con chi viaggia."));
}

/* --- a new rider ------------------------------------------------------------------------------ */

struct rider_args {
    const char *surname;
    const char *name;
    const char *phone;
    int64_t place;
    const char *address;
    const char *alone;
    const char *autonomy;
    bool sure; /* the likely doubles were looked at */
};

static const struct input RIDER[] = {
    INPUT_NAME(struct rider_args, surname, PERSON_NAME_MAX, "Cognome", "Scrivi il cognome"),
    INPUT_NAME(struct rider_args, name, PERSON_NAME_MAX, "Nome", "Scrivi il nome"),
    INPUT_PHONE(struct rider_args, phone, "Telefono", "Scrivi il telefono"),
    INPUT_ID(struct rider_args, place, "Dove abita", "Scegli dove abita"),
    INPUT_LINE(struct rider_args, address, PERSON_ADDRESS_MAX, "Via e numero",
               "Scrivi la via e il numero"),
    INPUT_CHOICE(struct rider_args, alone, BOOKING_YES_NO, "Vive da sola o da solo?",
                 "Chiedi se vive da sola o da solo"),
    INPUT_CHOICE(struct rider_args, autonomy, BOOKING_YES_NO,
                 "Sale e scende dall’auto senza aiuto?",
                 "Chiedi se sale e scende dall’auto senza aiuto"),
    INPUT_FLAG(struct rider_args, sure, "È un’altra persona", OPTIONAL),
};

static enum status rider_places(struct ctx *ctx, struct options_list *ret_places)
{
    struct place_row *rows;
    size_t count;
    size_t used = 0;

    TRY(zone_places(ctx, &rows, &count));

    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].active && actor_reaches_place(ctx->actor, rows[i].id))
            items[used++] = option_of_id(ctx, rows[i].id, rows[i].label);
    }
    *ret_places = (struct options_list){items, used};
    return OK;
}

static enum status rider_new_show(struct ctx *ctx, struct request *request,
                                  const struct form_errors *errors,
                                  const struct person_card *doubles, size_t double_count,
                                  struct response *response)
{
    struct rider_new_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
        .doubles = rider_hits(ctx, doubles, double_count),
        .double_count = double_count,
        .yes_no = options_of(ctx, BOOKING_YES_NO),
    };

    view.ask.focus = double_count ? NULL : "surname";
    TRY(rider_places(ctx, &view.places));
    TRY(staff_frame(ctx, request, tr(ctx, "Una persona nuova"), "rides", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    rider_new(&page, &view);
    return OK;
}

enum status rider_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return rider_new_show(ctx, request, NULL, NULL, 0, response);
}

struct rider_write_args {
    struct once *once;
    const struct person_draft *draft;
    const struct rider_args *args;
    int64_t id;
};

static enum status rider_declare(struct ctx *tx, int64_t id, const struct rider_args *args)
{
    struct date today = instant_date(tx->now);

    TRY(person_declare(tx, id, "lives_alone", args->alone, "self", today));
    return person_declare(tx, id, "autonomy",
                          text_equal(args->autonomy, "yes") ? "self_sufficient" : "partly", "self",
                          today);
}

static enum status rider_write(struct ctx *tx, void *args)
{
    struct rider_write_args *write = args;
    bool done;

    TRY(once_begin(tx, write->once, &done, &write->id));
    if (done)
        return OK;
    TRY(person_create(tx, write->draft, &write->id));
    TRY(rider_declare(tx, write->id, write->args));
    return once_end(tx, write->once, write->id);
}

static struct person_draft rider_draft(const struct rider_args *args)
{
    struct person_draft draft = person_draft_new();

    draft.surname = args->surname;
    draft.name = args->name;
    draft.phones[0] = args->phone;
    draft.place_id = args->place;
    draft.address = args->address;
    draft.rider = true;
    return draft;
}

/* As far as this actor may know; somebody who does not ride is no hint here. */
static enum status rider_doubles(struct ctx *ctx, const struct person_draft *draft,
                                 struct person_card **ret_cards, size_t *ret_count)
{
    struct person_double *doubles;
    size_t count;

    TRY(people_doubles(ctx, ctx->people, draft, 0, &doubles, &count));
    *ret_cards = arena_array(ctx->arena, struct person_card, count);
    for (size_t i = 0; i < count; i++)
        (*ret_cards)[i] = doubles[i].card;
    *ret_count = keep_riders(*ret_cards, count);
    return OK;
}

enum status rider_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct once *once = ask_once(request);
    struct rider_args args;
    struct form_errors errors = {0};
    struct person_card *doubles;
    size_t double_count;
    bool kept;

    TRY(input_read(ctx, &request->form, RIDER, &args, &errors));
    if (!once)
        return ERR_INVALID;
    if (args.place && !actor_reaches_place(ctx->actor, args.place))
        form_error_add(ctx, &errors, "place", tr(ctx, "Scegli dove abita"));
    if (errors.count > 0)
        return rider_new_show(ctx, request, &errors, NULL, 0, response);

    struct person_draft draft = rider_draft(&args);
    struct rider_write_args write = {.once = once, .draft = &draft, .args = &args};

    TRY(once_is_kept(ctx, once, &kept));
    TRY(rider_doubles(ctx, &draft, &doubles, &double_count));
    if (double_count > 0 && !args.sure && !kept)
        return rider_new_show(ctx, request, &errors, doubles, double_count, response);
    TRY(store_write(ctx, rider_write, &write));
    return response_done(
        response, arena_printf(ctx->arena, BOARD_PATH "/nuovo?persona=%lld", (long long)write.id),
        tr(ctx, "La persona è salvata."));
}
