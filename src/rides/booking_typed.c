/*
 * What was typed for a booking, who it is for, and the wish that comes of both.
 */
#include "base/text.h"
#include "base/words.h"
#include "rides/booking_pages.h"
#include "rides/call.h"
#include "staff/actor.h"
#include "staff/choices.h"

const struct input_choice BOOKING_RETURNS[] = {
    {"on_call", N_("Quando chiama"), RIDE_RETURN_ON_CALL},
    {"at", N_("A un’ora precisa"), RIDE_RETURN_AT},
    {"wait", N_("Il volontario aspetta"), RIDE_RETURN_WAIT},
    {"none", N_("Non serve"), RIDE_RETURN_NONE},
    {0},
};

const struct input_choice BOOKING_YES_NO[] = {
    {"yes", N_("Sì"), 1},
    {"no", N_("No"), 0},
    {0},
};

const struct input_choice BOOKING_REPEATS[] = {
    {"no", N_("No"), REPEAT_NO},
    {"week", N_("Ogni settimana"), REPEAT_WEEK},
    {"weeks", N_("Ogni 2 settimane"), REPEAT_TWO_WEEKS},
    {"month", N_("Ogni mese"), REPEAT_MONTH},
    {0},
};

enum { COMPANIONS_MAX = 8, MINUTES_MAX = 240, CODE_MAX = 40, CALL_MAX = 80 };

static const struct input BOOKING[] = {
    INPUT_ID(struct booking_args, person, "Persona", "Scegli la persona"),
    INPUT_LINE(struct booking_args, call, CALL_MAX, "Telefonata", OPTIONAL),
    INPUT_COUNT(struct booking_args, version, 0, INT32_MAX, "Versione", OPTIONAL),
    INPUT_ID(struct booking_args, destination, "Dove deve andare", "Scegli dove deve andare"),
    INPUT_DATE(struct booking_args, day, DATES_COMING, "Giorno", "Scrivi il giorno"),
    INPUT_CLOCK(struct booking_args, appointment, "Ora dell’appuntamento",
                "Scrivi l’ora dell’appuntamento, per esempio 10:15"),
    INPUT_CHOICE(struct booking_args, return_kind, BOOKING_RETURNS, "Ritorno",
                 "Scegli se e come deve tornare"),
    INPUT_CLOCK(struct booking_args, return_at, "Ora del ritorno", OPTIONAL),
    INPUT_COUNT(struct booking_args, wait_minutes, 1, MINUTES_MAX, "Minuti di attesa", OPTIONAL),
    INPUT_COUNT(struct booking_args, early, 0, MINUTES_MAX, "Minuti prima", OPTIONAL),
    INPUT_COUNT(struct booking_args, companions, 0, COMPANIONS_MAX, "Viene qualcuno",
                "Scegli se viene qualcuno con la persona"),
    INPUT_LINE(struct booking_args, mobility_aid, CODE_MAX, "Per camminare usa",
               "Scegli che cosa usa per camminare"),
    INPUT_COUNT(struct booking_args, boarding_minutes, 0, MINUTES_MAX, "Minuti per salire in auto",
                "Scrivi quanti minuti servono per salire in auto"),
    INPUT_LINES(struct booking_args, boarding_notes, BOOKING_NOTES_MAX, "Per il volontario",
                OPTIONAL),
    INPUT_CHOICE(struct booking_args, alone, BOOKING_YES_NO, "Vive da sola o da solo?", OPTIONAL),
    INPUT_CHOICE(struct booking_args, autonomy, BOOKING_YES_NO,
                 "Sale e scende dall’auto senza aiuto?", OPTIONAL),
    INPUT_ID(struct booking_args, volunteer, "Volontario", OPTIONAL),
    INPUT_LINE(struct booking_args, exception_reason, BOOKING_REASON_MAX, "Motivo dell’eccezione",
               OPTIONAL),
    INPUT_FLAG(struct booking_args, promise, "Il nome è promesso", OPTIONAL),
    INPUT_ID(struct booking_args, likely, "Volontario probabile", OPTIONAL),
    INPUT_COUNT(struct booking_args, said_outbound, 0, INT64_MAX, "Orario detto", OPTIONAL),
    INPUT_COUNT(struct booking_args, said_homeward, 0, INT64_MAX, "Ritorno detto", OPTIONAL),
    INPUT_CHOICE(struct booking_args, repeat, BOOKING_REPEATS, "Si ripete?", OPTIONAL),
    INPUT_IDS(struct booking_args, weekdays, SUNDAY, "In quali giorni", OPTIONAL),
    INPUT_DATE(struct booking_args, repeat_until, DATES_COMING, "Fino al", OPTIONAL),
    INPUT_COUNT(struct booking_args, repeat_times, 2, SERIES_DATES_MAX, "Quante volte", OPTIONAL),
    INPUT_IDS(struct booking_args, take, SERIES_DATES_MAX, "Date", OPTIONAL),
    INPUT_IDS(struct booking_args, pass, SERIES_DATES_MAX, "Orari detti", OPTIONAL),
    INPUT_IDS(struct booking_args, back, SERIES_DATES_MAX, "Ritorni detti", OPTIONAL),
    INPUT_IDS(struct booking_args, sooner, SERIES_DATES_MAX, "Minuti prima", OPTIONAL),
};

const char *booking_path(struct ctx *ctx, const struct booking *booking, const char *below)
{
    if (booking->ride_id == 0)
        return arena_printf(ctx->arena, BOARD_PATH "/nuovo%s", below);
    return arena_printf(ctx->arena, BOARD_PATH "/%lld/sposta%s", (long long)booking->ride_id,
                        below);
}

static bool declared_lately(const struct booking *booking, struct date on, struct date today)
{
    int64_t days = policy_number(&booking->rules, POLICY_RIDES_DECLARATION_VALID_DAYS);

    return !date_is_none(on) && today.days - on.days <= days;
}

/* The person, the rules of today, and what must still be asked. */
static enum status booking_meet(struct ctx *ctx, struct booking *booking, int64_t person_id)
{
    struct date today = instant_date(ctx->now);
    const struct person_card *card = &booking->card;

    TRY(person_card(ctx, person_id, &booking->card));
    TRY(policy_read(ctx, today, &booking->rules));
    booking->ask_alone = policy_flag(&booking->rules, POLICY_RIDES_REQUIRES_LIVING_ALONE) &&
                         !(text_equal(card->lives_alone, "yes") &&
                           declared_lately(booking, card->lives_alone_on, today));
    booking->ask_autonomy =
        !(card->autonomy &&
          policy_has_code(&booking->rules, POLICY_RIDES_REQUIRES_AUTONOMY, card->autonomy) &&
          declared_lately(booking, card->autonomy_on, today));
    return audit_read(ctx, &(struct audit_entry){.action = "ride.ask",
                                                 .subject_kind = "person",
                                                 .subject_id = person_id,
                                                 .fields = "boarding_notes",
                                                 .place_id = card->place_id});
}

static enum status booking_meet_moved(struct ctx *ctx, struct request *request,
                                      struct booking *booking)
{
    booking->ride_id = request->ids[0];
    if (booking->ride_id == 0)
        return OK;
    return ride_page_read(ctx, booking->ride_id, &booking->moved);
}

/* How the person rode the last time: most ride every month in the same way. */
static enum status booking_as_always(struct ctx *ctx, struct booking *booking)
{
    struct person_ride *rides;
    struct ride_row last;
    size_t count;

    TRY(rides_of_person(ctx, booking->card.id, &rides, &count));
    for (size_t i = 0; i < count; i++) {
        if (text_equal(rides[i].state, "refused"))
            continue;
        TRY(ride_row_read(ctx, rides[i].id, &last));
        booking->args.mobility_aid = last.mobility_aid;
        booking->args.boarding_minutes = last.boarding_minutes;
        return ride_boarding_notes(ctx, last.number, last.boarding_notes,
                                   &booking->args.boarding_notes);
    }
    return OK;
}

static int return_of_code(const char *code)
{
    for (size_t i = 0; BOOKING_RETURNS[i].code; i++) {
        if (text_equal(BOOKING_RETURNS[i].code, code))
            return BOOKING_RETURNS[i].value;
    }
    return RIDE_RETURN_NONE;
}

/* A ride as its booking would be typed. */
static enum status booking_as_booked(struct ctx *ctx, struct booking *booking)
{
    const struct ride_row *ride = &booking->moved.ride;
    struct booking_args *args = &booking->args;

    args->version = ride->version;
    args->destination = ride->destination_id;
    args->day = ride->on_day;
    args->appointment = ride->appointment;
    args->return_kind = return_of_code(ride->return_kind);
    args->return_at = args->return_kind == RIDE_RETURN_AT ? ride->return_at : CLOCK_NONE;
    if (args->return_kind == RIDE_RETURN_WAIT)
        args->wait_minutes = ride->wait_minutes;
    args->companions = ride->companions;
    args->mobility_aid = ride->mobility_aid;
    args->boarding_minutes = ride->boarding_minutes;
    return ride_boarding_notes(ctx, ride->number, ride->boarding_notes, &args->boarding_notes);
}

enum status booking_start(struct ctx *ctx, struct request *request, int64_t person_id,
                          struct booking *ret_booking, struct form *ret_form)
{
    struct booking booking = {0};
    struct form form = form_empty(ctx->arena);

    TRY(booking_meet_moved(ctx, request, &booking));
    TRY(booking_meet(ctx, &booking, booking.ride_id ? booking.moved.card.id : person_id));
    booking.wish.called_at = call_began(ctx, request, form_get(&request->query, "chiamata"));
    booking.args = (struct booking_args){
        .person = booking.card.id,
        .day = DATE_NONE,
        .appointment = CLOCK_NONE,
        .return_kind = RIDE_RETURN_ON_CALL,
        .return_at = CLOCK_NONE,
        .wait_minutes = policy_number(&booking.rules, POLICY_RIDES_WAIT_MINUTES),
        .early = INPUT_COUNT_NONE,
        .mobility_aid = "none",
        .boarding_minutes = policy_number(&booking.rules, POLICY_RIDES_BOARDING_MINUTES),
        .said_outbound = INPUT_COUNT_NONE,
        .said_homeward = INPUT_COUNT_NONE,
        .repeat = REPEAT_NO,
        .repeat_until = DATE_NONE,
        .repeat_times = INPUT_COUNT_NONE,
    };
    TRY(booking.ride_id ? booking_as_booked(ctx, &booking) : booking_as_always(ctx, &booking));
    input_show(ctx, &form, BOOKING, &booking.args);
    *ret_booking = booking;
    *ret_form = form;
    return OK;
}

static void booking_check_return(struct ctx *ctx, struct booking *booking)
{
    const struct booking_args *args = &booking->args;

    if (args->return_kind != RIDE_RETURN_AT)
        return;
    if (clock_is_none(args->return_at))
        form_error_add(ctx, &booking->errors, "return_at",
                       tr(ctx, "Scrivi l’ora in cui sarà pronto per tornare"));
    else if (args->return_at.minutes <= args->appointment.minutes)
        form_error_add(ctx, &booking->errors, "return_at",
                       tr(ctx, "Scrivi un’ora del ritorno dopo l’appuntamento"));
}

/* As long as the rules of that day let somebody wait. */
static enum status booking_check_wait(struct ctx *ctx, struct booking *booking)
{
    const struct booking_args *args = &booking->args;
    struct policy_set *rules = arena_new(ctx->arena, struct policy_set);
    int64_t most;

    if (args->return_kind != RIDE_RETURN_WAIT || date_is_none(args->day) ||
        form_error_of(&booking->errors, "wait_minutes"))
        return OK;
    TRY(policy_read(ctx, args->day, rules));
    most = policy_number(rules, POLICY_RIDES_WAIT_MAX_MINUTES);
    if (args->wait_minutes == INPUT_COUNT_NONE)
        form_error_add(ctx, &booking->errors, "wait_minutes",
                       tr(ctx, "Scrivi quanti minuti dura la visita"));
    else if (args->wait_minutes > most)
        form_error_add(ctx, &booking->errors, "wait_minutes",
                       arena_printf(ctx->arena,
                                    tr(ctx, "Il volontario aspetta al massimo %lld minuti: se dura "
                                            "di più, scegli un altro ritorno"),
                                    (long long)most));
    return OK;
}

void booking_check_boarding(struct ctx *ctx, const struct policy_set *rules,
                            const struct options_list *aids, const char *aid, int64_t minutes,
                            struct form_errors *errors)
{
    int64_t most = policy_number(rules, POLICY_RIDES_MAX_BOARDING_MINUTES);

    if (*aid && !options_have(aids, aid))
        form_error_add(ctx, errors, "mobility_aid", tr(ctx, "Scegli che cosa usa per camminare"));
    if (minutes > most)
        form_error_add(ctx, errors, "boarding_minutes",
                       arena_printf(ctx->arena,
                                    tr(ctx, "Scrivi al massimo %lld minuti per salire in auto"),
                                    (long long)most));
}

/* One that is no longer served is answered with the reason; one that never was is a mistake. */
static enum status booking_check_destination(struct ctx *ctx, struct booking *booking)
{
    struct destination_row destination;
    enum status status = ride_destination(ctx, booking->args.destination, &destination);

    if (status != ERR_NOT_FOUND)
        return status;
    form_error_add(ctx, &booking->errors, "destination", tr(ctx, "Scegli dove deve andare"));
    return OK;
}

static enum status booking_check(struct ctx *ctx, struct booking *booking)
{
    struct options_list aids;

    TRY(choices_codes(ctx, "mobility_aid", &aids));
    booking_check_boarding(ctx, &booking->rules, &aids, booking->args.mobility_aid,
                           booking->args.boarding_minutes, &booking->errors);
    booking_check_return(ctx, booking);
    TRY(booking_check_wait(ctx, booking));
    booking_check_repeat(ctx, booking);
    return booking_check_destination(ctx, booking);
}

/* The zone's first office, for a person who lives where no office serves. */
static enum status booking_any_office(struct ctx *ctx, int64_t *ret_office)
{
    struct office_row *offices;
    size_t count;

    TRY(zone_offices_in_use(ctx, &offices, &count));
    if (count == 0)
        return ERR_NOT_FOUND;
    *ret_office = offices[0].id;
    return OK;
}

/* The office whose service answers: the actor's own, or the one of the place where they live. */
static enum status booking_office(struct ctx *ctx, const struct booking *booking,
                                  int64_t *ret_office)
{
    struct office_row office;
    enum status status;

    if (booking->ride_id) {
        *ret_office = booking->moved.ride.office_id;
        return OK;
    }
    if (ctx->actor->office_id) {
        *ret_office = ctx->actor->office_id;
        return OK;
    }
    status = zone_office_of_place(ctx, booking->card.place_id, &office);
    if (status == ERR_NOT_FOUND)
        return booking_any_office(ctx, ret_office);
    TRY(status);
    *ret_office = office.id;
    return OK;
}

static enum status booking_wish(struct ctx *ctx, struct request *request, struct booking *booking)
{
    const struct booking_args *args = &booking->args;
    bool promise = args->promise && args->likely > 0;

    booking->wish = (struct ride_wish){
        .person_id = booking->card.id,
        .destination_id = args->destination,
        .called_at = call_began(ctx, request, args->call),
        .day = args->day,
        .appointment = args->appointment,
        .return_kind = (enum ride_return)args->return_kind,
        .return_at = args->return_kind == RIDE_RETURN_AT ? args->return_at : CLOCK_NONE,
        .wait_minutes = args->return_kind == RIDE_RETURN_WAIT ? args->wait_minutes : 0,
        .early_minutes = args->early == INPUT_COUNT_NONE ? 0 : args->early,
        .companions = args->companions,
        .mobility_aid = args->mobility_aid,
        .boarding_minutes = args->boarding_minutes,
        .boarding_notes = *args->boarding_notes ? args->boarding_notes : NULL,
        .promise_volunteer = promise,
        .volunteer_id = promise ? args->likely : args->volunteer,
        .exception_reason = *args->exception_reason ? args->exception_reason : NULL,
        .lives_alone_declared = text_equal(args->alone, "yes"),
        .lives_with_others_declared = text_equal(args->alone, "no"),
        .autonomy_declared = text_equal(args->autonomy, "yes"),
        .needs_help_declared = text_equal(args->autonomy, "no"),
    };
    return booking_office(ctx, booking, &booking->wish.office_id);
}

enum status booking_read(struct ctx *ctx, struct request *request, struct booking *ret_booking)
{
    struct booking booking = {0};

    TRY(input_read(ctx, &request->form, BOOKING, &booking.args, &booking.errors));
    TRY(booking_meet_moved(ctx, request, &booking));
    if (booking.ride_id && booking.moved.card.id != booking.args.person)
        return ERR_INVALID;
    TRY(booking_meet(ctx, &booking, booking.args.person));
    TRY(booking_check(ctx, &booking));
    TRY(booking_wish(ctx, request, &booking));
    *ret_booking = booking;
    return OK;
}

enum status booking_answer(struct ctx *ctx, const struct booking *booking,
                           struct ride_answer *ret_answer)
{
    if (booking->ride_id)
        return ride_ask_move(ctx, booking->ride_id, booking->args.version, &booking->wish,
                             ret_answer);
    return ride_ask(ctx, &booking->wish, ret_answer);
}
