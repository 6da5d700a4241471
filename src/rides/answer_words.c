#include "rides/answer_words.h"

#include <assert.h>

#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"

/* What is said of each refusal. A sentence with a %s is completed below. */
static const struct refusal_words {
    const char *title;
    const char *sentence;
    const char *advice;
    const char *why; /* afterwards, of a refusal that was kept */
} REFUSALS[RIDE_REFUSAL_COUNT] = {
    [RIDE_HAS_DIED] = {N_("No: questa persona non c’è più"),
                       N_("Mi dispiace: ci risulta che la persona non c’è più."),
                       N_("Se non è così, la data di morte si toglie dalla sua scheda."),
                       N_("La persona non c’è più")},
    [RIDE_UNKNOWN_ALONE] = {N_("Prima una domanda"),
                            N_("Mi scusi: vive per conto suo o con qualcuno?"), NULL,
                            N_("Non si sa se vive da sola o da solo")},
    [RIDE_UNKNOWN_AUTONOMY] = {N_("Prima una domanda"),
                               N_("Mi scusi: sale e scende dall’auto senza aiuto?"), NULL,
                               N_("Non si sa se è autosufficiente")},
    [RIDE_NOT_ALONE] = {N_("No: il servizio è per chi vive da solo"),
                        N_("Mi dispiace: l’accompagnamento è per le persone che vivono da sole."),
                        N_("Se non è più così, cambia la risposta con quello che dice la persona e "
                           "chiedi di nuovo."),
                        N_("Vive con altri")},
    [RIDE_NOT_SELF_SUFFICIENT] =
        {N_("No: il servizio è per chi è autosufficiente"),
         N_("Mi dispiace: i volontari accompagnano chi sale e scende dall’auto senza aiuto."),
         N_("Se non è più così, cambia la risposta con quello che dice la persona e chiedi di "
            "nuovo."),
         N_("Non sale e scende dall’auto senza aiuto")},
    [RIDE_PLACE_NOT_SERVED] = {N_("No: il paese non è servito"),
                               N_("Mi dispiace: i volontari non arrivano dove abita."), NULL,
                               N_("Il paese non è servito")},
    [RIDE_DESTINATION_NOT_SERVED] =
        {N_("No: non accompagniamo lì"),
         N_("Mi dispiace: i volontari accompagnano agli ambulatori, al centro di salute e "
            "all’ufficio postale."),
         NULL, N_("La destinazione non è servita")},
    [RIDE_NO_ADDRESS] = {N_("Prima serve l’indirizzo"), N_("Mi dice in quale paese abita?"),
                         N_("Nella scheda manca il luogo in cui abita: scrivilo e chiedi di "
                            "nuovo."),
                         N_("Manca l’indirizzo")},
    [RIDE_AID_NOT_CARRIED] =
        {N_("No: quella carrozzina non entra in auto"),
         N_("Mi dispiace: nelle auto dei volontari entra solo una carrozzina che si piega."), NULL,
         N_("La carrozzina non entra in auto")},
    [RIDE_TOO_MANY_COMPANIONS] = {N_("No: troppe persone insieme"), NULL, NULL,
                                  N_("Troppe persone insieme")},
    [RIDE_TOO_LATE] = {NULL, NULL, NULL, N_("Meno dell’anticipo che serve")},
    [RIDE_TOO_FAR_AHEAD] = {N_("No: è presto per prenotare"), NULL, NULL,
                            N_("Troppo presto per prenotare")},
    [RIDE_IN_THE_PAST] = {N_("Quell’ora è già passata"),
                          N_("Mi ripete il giorno e l’ora dell’appuntamento?"), NULL,
                          N_("Un’ora già passata")},
    [RIDE_CLOSED_DAY] = {N_("No: quel giorno il servizio è chiuso"), NULL, NULL,
                         N_("Quel giorno il servizio è chiuso")},
    [RIDE_NO_VOLUNTEER] = {N_("No: nessun volontario libero"),
                           N_("%s per le %s non c’è un volontario libero."), NULL,
                           N_("Nessun volontario libero")},
    [RIDE_NO_CAR] = {N_("No: nessuna auto libera"),
                     N_("%s per le %s i volontari ci sono, ma le auto sono già prese."), NULL,
                     N_("Nessuna auto libera")},
    [RIDE_ALREADY_BOOKED] = {N_("No: a quell’ora ha già un accompagnamento"),
                             N_("%s per le %s ha già un accompagnamento con noi."), NULL,
                             N_("A quell’ora ha già un accompagnamento")},
};

const char *words_hour(struct arena *arena, struct instant at)
{
    return instant_is_none(at) ? "" : clock_show(arena, instant_clock(at));
}

static const char *initial(struct ctx *ctx, const char *name)
{
    enum { INITIAL_BYTES = 8 };
    char *text = arena_alloc(ctx->arena, INITIAL_BYTES);
    char *end = text;

    if (!*name)
        return "";
    text_put_utf8(&end, text_next(&name));
    *end++ = '.';
    *end = '\0';
    return text;
}

const char *words_initials(struct ctx *ctx, const char *name, const char *surname)
{
    return arena_printf(ctx->arena, "%s %s", initial(ctx, name), initial(ctx, surname));
}

const char *words_late(struct ctx *ctx, int64_t minutes)
{
    if (minutes == 0)
        return NULL;
    return arena_printf(
        ctx->arena,
        tr_count(ctx, "In ritardo di %lld minuto", "In ritardo di %lld minuti", minutes),
        (long long)minutes);
}

const char *words_window(struct ctx *ctx, struct instant opens, struct instant closes)
{
    const char *first = words_hour(ctx->arena, opens);

    if (opens.seconds == closes.seconds)
        return arena_printf(ctx->arena, tr(ctx, "alle %s"), first);
    return arena_printf(ctx->arena, tr(ctx, "tra le %s e le %s"), first,
                        words_hour(ctx->arena, closes));
}

const char *words_minutes(struct ctx *ctx, int64_t minutes)
{
    int64_t hours = minutes / 60;
    int64_t rest = minutes % 60;
    const char *whole =
        arena_printf(ctx->arena, tr_count(ctx, "%lld ora", "%lld ore", hours), (long long)hours);
    const char *odd = arena_printf(ctx->arena, tr_count(ctx, "%lld minuto", "%lld minuti", rest),
                                   (long long)rest);

    if (hours == 0)
        return odd;
    /* For translators: "2 ore e 13 minuti" */
    return rest == 0 ? whole : arena_printf(ctx->arena, tr(ctx, "%s e %s"), whole, odd);
}

const char *words_wait(struct ctx *ctx, int64_t minutes)
{
    return arena_printf(ctx->arena,
                        tr_count(ctx, "Il volontario aspetta %lld minuto",
                                 "Il volontario aspetta %lld minuti", minutes),
                        (long long)minutes);
}

static void say(struct answer_words *words, const char *sentence)
{
    assert(words->sentence_count < ANSWER_SENTENCES_MAX);
    words->sentences[words->sentence_count++] = sentence;
}

/* The times of one day, which begin at `first`: "alle 9:00, 9:15 o 9:30", with the day when it is
   another one: "giovedì 26 novembre alle 9:00". Returns the first of the next day. */
static size_t put_day(struct ctx *ctx, struct buf *list, const struct ride_answer *answer,
                      size_t first, struct date asked)
{
    const struct ride_alternative *others = answer->alternatives;
    struct date day = others[first].day;
    size_t end = first;

    while (end < answer->alternative_count && others[end].day.days == day.days)
        end++;
    if (first > 0)
        buf_put_text(list, end == answer->alternative_count ? tr(ctx, " oppure ") : ", ");
    if (day.days != asked.days)
        buf_put_text(list, arena_printf(ctx->arena, "%s ", day_words(ctx, day)));
    buf_put_text(list, tr(ctx, "alle "));
    for (size_t i = first; i < end; i++) {
        if (i > first)
            buf_put_text(list, i + 1 == end ? tr(ctx, " o ") : ", ");
        buf_put_text(list, clock_show(ctx->arena, others[i].appointment));
    }
    return end;
}

static void say_alternatives(struct ctx *ctx, struct answer_words *words,
                             const struct ride_wish *wish, const struct ride_answer *answer)
{
    struct buf list = buf_new(ctx->arena, 2048);

    if (answer->alternative_count == 0)
        return;
    for (size_t i = 0; i < answer->alternative_count;)
        i = put_day(ctx, &list, answer, i, wish->day);
    say(words,
        arena_printf(ctx->arena, tr(ctx, "Possiamo per un appuntamento %s."), buf_text(&list)));
}

static void say_earlier(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                        const struct ride_earlier *earlier)
{
    if (earlier->minutes == 0)
        return;
    say(words,
        arena_printf(ctx->arena,
                     tr_count(ctx,
                              "Se può partire %lld minuto prima: passiamo %s, arriva alle %s per "
                              "le %s.",
                              "Se può partire %lld minuti prima: passiamo %s, arriva alle %s per "
                              "le %s.",
                              earlier->minutes),
                     (long long)earlier->minutes,
                     words_window(ctx, earlier->window_opens, earlier->window_closes),
                     words_hour(ctx->arena, earlier->arrives),
                     clock_show(ctx->arena, wish->appointment)));
}

static void say_waits(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                      const struct ride_answer *answer)
{
    const struct ride_slot *home = &answer->homeward;
    const char *window = words_window(ctx, home->window_opens, home->window_closes);

    if (wish->promise_volunteer && home->volunteer_name)
        say(words,
            arena_printf(ctx->arena, tr(ctx, "%s aspetta lì e la riporta a casa: si riparte %s."),
                         home->volunteer_name, window));
    else
        say(words,
            arena_printf(ctx->arena,
                         tr(ctx, "Il volontario aspetta lì e la riporta a casa: si riparte %s."),
                         window));
}

static void say_homeward(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                         const struct ride_answer *answer, const struct answer_facts *facts)
{
    if (wish->return_kind == RIDE_RETURN_ON_CALL)
        say(words,
            arena_printf(ctx->arena, tr(ctx, "Per il ritorno ci chiami quando ha finito: %s."),
                         facts->phone));
    if (wish->return_kind == RIDE_RETURN_AT)
        say(words, arena_printf(ctx->arena, tr(ctx, "Per il ritorno passiamo %s."),
                                words_window(ctx, answer->homeward.window_opens,
                                             answer->homeward.window_closes)));
    if (wish->return_kind == RIDE_RETURN_WAIT)
        say_waits(ctx, words, wish, answer);
}

/* Who leaves home earlier is told how long before the appointment they will be there. */
static void say_outbound(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                         const struct ride_slot *slot)
{
    const char *day = day_words_first(ctx, wish->day);
    const char *window = words_window(ctx, slot->window_opens, slot->window_closes);
    const char *hour = clock_show(ctx->arena, wish->appointment);

    if (wish->early_minutes > 0)
        say(words, arena_printf(ctx->arena,
                                tr(ctx, "%s passiamo a prenderla %s: arriva alle %s per le %s."),
                                day, window, words_hour(ctx->arena, slot->drop_off), hour));
    else
        say(words,
            arena_printf(ctx->arena, tr(ctx, "%s passiamo a prenderla %s, in tempo per le %s."),
                         day, window, hour));
}

static void say_yes(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                    const struct ride_answer *answer, const struct answer_facts *facts)
{
    words->title = tr(ctx, "Sì, si può");
    say_outbound(ctx, words, wish, &answer->outbound);
    say_homeward(ctx, words, wish, answer, facts);
    if (wish->promise_volunteer && answer->outbound.volunteer_name)
        say(words, arena_printf(ctx->arena, tr(ctx, "Viene %s."), answer->outbound.volunteer_name));
    if (answer->moved_count > 0)
        say(words, arena_printf(ctx->arena,
                                tr_count(ctx,
                                         "Per fare posto, %d viaggio già promesso passa a un altro "
                                         "volontario, negli orari detti.",
                                         "Per fare posto, %d viaggi già promessi passano ad altri "
                                         "volontari, negli orari detti.",
                                         answer->moved_count),
                                answer->moved_count));
}

static void say_too_late(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                         const struct ride_answer *answer, const struct answer_facts *facts)
{
    const char *notice = words_minutes(ctx, facts->notice_minutes);
    const char *called = words_hour(ctx->arena, wish->called_at);

    words->title = arena_printf(ctx->arena, tr(ctx, "No: serve un anticipo di %s"), notice);
    if (instant_is_none(answer->earliest)) {
        say(words, arena_printf(ctx->arena,
                                tr(ctx, "Serve un anticipo di almeno %s, e nei prossimi giorni non "
                                        "c’è posto."),
                                notice));
        return;
    }
    say(words,
        arena_printf(ctx->arena,
                     tr(ctx, "Serve un anticipo di almeno %s, e ha chiamato alle %s: il primo "
                             "orario possibile è %s, con partenza dalle %s."),
                     notice, called, day_words(ctx, instant_date(answer->earliest)),
                     words_hour(ctx->arena, answer->earliest)));
}

static void say_too_far(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                        const struct answer_facts *facts)
{
    struct date first = date_add_days(wish->day, -(int)facts->horizon_days);

    say(words, arena_printf(ctx->arena,
                            tr_count(ctx,
                                     "Si prenota fino a %lld giorno prima: per quel giorno ci "
                                     "richiami da %s.",
                                     "Si prenota fino a %lld giorni prima: per quel giorno ci "
                                     "richiami da %s.",
                                     facts->horizon_days),
                            (long long)facts->horizon_days, day_words_long(ctx, first)));
}

static void say_closed(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                       const struct ride_answer *answer)
{
    const char *day = day_words_first(ctx, wish->day);

    if (answer->detail)
        say(words,
            arena_printf(ctx->arena, tr(ctx, "%s il servizio è chiuso: %s."), day, answer->detail));
    else
        say(words, arena_printf(ctx->arena, tr(ctx, "%s il servizio è chiuso."), day));
}

static void say_companions(struct ctx *ctx, struct answer_words *words,
                           const struct answer_facts *facts)
{
    if (facts->max_companions == 0)
        say(words, tr(ctx, "Mi dispiace: in auto non c’è posto per chi accompagna."));
    else
        say(words, arena_printf(ctx->arena,
                                tr_count(ctx, "Mi dispiace: con lei può venire una persona sola.",
                                         "Mi dispiace: con lei possono venire al massimo %lld "
                                         "persone.",
                                         facts->max_companions),
                                (long long)facts->max_companions));
}

/* Others may be free: only who was asked for by name is not. */
static void say_not_that_volunteer(struct ctx *ctx, struct answer_words *words,
                                   const struct ride_wish *wish)
{
    words->title = tr(ctx, "No: quel volontario non può");
    words->advice = tr(ctx, "Se va bene un altro volontario, togli il nome e chiedi di nuovo.");
    say(words,
        arena_printf(ctx->arena, tr(ctx, "%s per le %s il volontario che ha chiesto non può."),
                     day_words_first(ctx, wish->day), clock_show(ctx->arena, wish->appointment)));
}

static void say_no(struct ctx *ctx, struct answer_words *words, const struct ride_wish *wish,
                   const struct ride_answer *answer, const struct answer_facts *facts)
{
    const struct refusal_words *row = &REFUSALS[answer->refusal];

    words->title = row->title ? tr(ctx, row->title) : NULL;
    words->advice = row->advice ? tr(ctx, row->advice) : NULL;
    if (answer->refusal == RIDE_TOO_LATE)
        say_too_late(ctx, words, wish, answer, facts);
    else if (answer->refusal == RIDE_TOO_FAR_AHEAD)
        say_too_far(ctx, words, wish, facts);
    else if (answer->refusal == RIDE_CLOSED_DAY)
        say_closed(ctx, words, wish, answer);
    else if (answer->refusal == RIDE_TOO_MANY_COMPANIONS)
        say_companions(ctx, words, facts);
    else if (answer->refusal == RIDE_NO_VOLUNTEER && wish->volunteer_id)
        say_not_that_volunteer(ctx, words, wish);
    else
        say(words, arena_printf(ctx->arena, tr(ctx, row->sentence), day_words_first(ctx, wish->day),
                                clock_show(ctx->arena, wish->appointment)));
    if (answer->return_fails)
        say(words, tr(ctx, "L’andata si può: è per il ritorno che non c’è nessuno."));
    say_earlier(ctx, words, wish, &answer->earlier);
    say_alternatives(ctx, words, wish, answer);
}

const char *words_refusal(struct ctx *ctx, const char *code)
{
    for (int i = RIDE_ACCEPTED + 1; code && i < RIDE_REFUSAL_COUNT; i++) {
        if (text_equal(ride_refusal_code((enum ride_refusal)i), code))
            return tr(ctx, REFUSALS[i].why);
    }
    return NULL;
}

struct answer_words answer_in_words(struct ctx *ctx, const struct ride_wish *wish,
                                    const struct ride_answer *answer,
                                    const struct answer_facts *facts)
{
    struct answer_words words = {0};

    if (answer->refusal == RIDE_ACCEPTED)
        say_yes(ctx, &words, wish, answer, facts);
    else
        say_no(ctx, &words, wish, answer, facts);
    return words;
}
