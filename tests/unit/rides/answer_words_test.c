/* What is read aloud to the caller. */
#include "rides/answer_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_BYTES = 1024 * 1024 };

static const struct answer_facts FACTS = {
    .destination = "Ambulatorio medico di Arrone",
    .phone = "0744 814957",
    .notice_minutes = 1440,
    .horizon_days = 60,
    .max_companions = 1,
};

struct desk {
    struct arena arena;
    struct ctx ctx;
    struct ride_wish wish;
};

static struct instant at(int day, int hour, int minute)
{
    return instant_at(date_of(2026, 11, day), (struct clock_time){hour * 60 + minute});
}

static int setup(void **state)
{
    static struct desk desk;

    memset(&desk, 0, sizeof desk);
    if (date_init_civil_time() != OK || arena_init(&desk.arena, ARENA_BYTES) != OK)
        return -1;
    desk.ctx.arena = &desk.arena;
    desk.wish = (struct ride_wish){
        .called_at = at(23, 9, 12),
        .day = date_of(2026, 11, 25),
        .appointment = {10 * 60 + 15},
        .return_kind = RIDE_RETURN_ON_CALL,
    };
    *state = &desk;
    return 0;
}

static int teardown(void **state)
{
    arena_free(&((struct desk *)*state)->arena);
    return 0;
}

static void yes_tells_window_appointment_and_return(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {
        .outbound = {.window_opens = at(25, 9, 30), .window_closes = at(25, 9, 45)}};
    struct answer_words words = answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS);

    assert_string_equal(words.title, "Sì, si può");
    assert_int_equal(words.sentence_count, 2);
    assert_string_equal(words.sentences[0],
                        "Mercoledì 25 novembre passiamo a prenderla tra le 9:30 e le 9:45, in "
                        "tempo per le 10:15.");
    assert_string_equal(words.sentences[1],
                        "Per il ritorno ci chiami quando ha finito: 0744 814957.");
}

static void volunteer_is_named_only_when_promised(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {.outbound = {.window_opens = at(25, 9, 30),
                                              .window_closes = at(25, 9, 45),
                                              .volunteer_name = "Mario Fabbri"}};

    desk->wish.return_kind = RIDE_RETURN_NONE;
    assert_int_equal(answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS).sentence_count, 1);
    desk->wish.promise_volunteer = true;
    assert_string_equal(answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS).sentences[1],
                        "Viene Mario Fabbri.");
}

static void who_waits_is_told_with_the_time_of_the_way_home(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {
        .outbound = {.window_opens = at(25, 9, 30),
                     .window_closes = at(25, 9, 45),
                     .volunteer_name = "Carla Neri"},
        .homeward = {.window_opens = at(25, 10, 45),
                     .window_closes = at(25, 11, 0),
                     .volunteer_name = "Carla Neri"},
    };

    desk->wish.return_kind = RIDE_RETURN_WAIT;
    desk->wish.wait_minutes = 30;
    assert_string_equal(answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS).sentences[1],
                        "Il volontario aspetta lì e la riporta a casa: si riparte tra le 10:45 e "
                        "le 11:00.");
    desk->wish.promise_volunteer = true;
    assert_string_equal(answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS).sentences[1],
                        "Carla Neri aspetta lì e la riporta a casa: si riparte tra le 10:45 e le "
                        "11:00.");
    assert_string_equal(words_wait(&desk->ctx, 1), "Il volontario aspetta 1 minuto");
}

static void who_can_leave_earlier_is_told_when_and_why(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {
        .refusal = RIDE_NO_VOLUNTEER,
        .earlier = {20, at(25, 8, 40), at(25, 8, 55), at(25, 9, 15)},
        .outbound = {.window_opens = at(25, 8, 40),
                     .window_closes = at(25, 8, 55),
                     .drop_off = at(25, 9, 15)},
    };

    assert_string_equal(answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS).sentences[1],
                        "Se può partire 20 minuti prima: passiamo tra le 8:40 e le 8:55, arriva "
                        "alle 9:15 per le 10:15.");
    answer.refusal = RIDE_ACCEPTED;
    desk->wish.early_minutes = 20;
    assert_string_equal(answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS).sentences[0],
                        "Mercoledì 25 novembre passiamo a prenderla tra le 8:40 e le 8:55: arriva "
                        "alle 9:15 per le 10:15.");
}

static void too_late_names_earliest_time(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {.refusal = RIDE_TOO_LATE, .earliest = at(24, 9, 15)};
    struct answer_words words = answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS);

    assert_string_equal(words.title, "No: serve un anticipo di 24 ore");
    assert_string_equal(words.sentences[0],
                        "Serve un anticipo di almeno 24 ore, e ha chiamato alle 9:12: il primo "
                        "orario possibile è martedì 24 novembre, con partenza dalle 9:15.");
}

static void too_early_a_call_is_told_the_year_too(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {.refusal = RIDE_TOO_FAR_AHEAD};
    struct answer_words words;

    desk->wish.day = date_of(2027, 11, 26);
    words = answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS);
    assert_string_equal(words.sentences[0], "Si prenota fino a 60 giorni prima: per quel giorno ci "
                                            "richiami da lunedì 27 settembre 2027.");
}

static void alternatives_are_read_with_day_when_another(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {
        .refusal = RIDE_NO_CAR,
        .alternatives = {{date_of(2026, 11, 25), {9 * 60}, at(25, 8, 15)},
                         {date_of(2026, 11, 26), {10 * 60 + 15}, at(26, 9, 30)}},
        .alternative_count = 2,
    };
    struct answer_words words = answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS);

    assert_string_equal(words.sentences[1], "Possiamo per un appuntamento alle 9:00 oppure "
                                            "giovedì 26 novembre alle 10:15.");
}

static void alternatives_of_one_day_are_read_together(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {
        .refusal = RIDE_NO_CAR,
        .alternatives = {{date_of(2026, 11, 25), {9 * 60}, at(25, 8, 15)},
                         {date_of(2026, 11, 25), {9 * 60 + 15}, at(25, 8, 30)},
                         {date_of(2026, 11, 25), {11 * 60}, at(25, 10, 15)},
                         {date_of(2026, 11, 26), {10 * 60}, at(26, 9, 15)},
                         {date_of(2026, 11, 26), {10 * 60 + 15}, at(26, 9, 30)}},
        .alternative_count = 5,
    };
    struct answer_words words = answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS);

    assert_string_equal(words.sentences[1],
                        "Possiamo per un appuntamento alle 9:00, 9:15 o 11:00 oppure giovedì 26 "
                        "novembre alle 10:00 o 10:15.");
}

static void volunteer_who_was_asked_for_is_told_from_all_volunteers(void **state)
{
    struct desk *desk = *state;
    struct ride_answer answer = {.refusal = RIDE_NO_VOLUNTEER, .earliest = INSTANT_NONE};

    assert_string_equal(answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS).sentences[0],
                        "Mercoledì 25 novembre per le 10:15 non c’è un volontario libero.");
    desk->wish.volunteer_id = 7;
    assert_string_equal(answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS).sentences[0],
                        "Mercoledì 25 novembre per le 10:15 il volontario che ha chiesto non può.");
}

static void every_refusal_has_title_and_sentence(void **state)
{
    struct desk *desk = *state;

    for (enum ride_refusal r = RIDE_UNKNOWN_ALONE; r < RIDE_REFUSAL_COUNT; r++) {
        struct ride_answer answer = {.refusal = r, .earliest = INSTANT_NONE};
        struct answer_words words = answer_in_words(&desk->ctx, &desk->wish, &answer, &FACTS);

        assert_non_null(words.title);
        assert_true(words.sentence_count >= 1);
        assert_null(strchr(words.sentences[0], '%'));
        assert_non_null(words_refusal(&desk->ctx, ride_refusal_code(r)));
    }
}

static void long_waits_are_said_in_hours_and_minutes(void **state)
{
    struct desk *desk = *state;

    assert_string_equal(words_minutes(&desk->ctx, 1), "1 minuto");
    assert_string_equal(words_minutes(&desk->ctx, 59), "59 minuti");
    assert_string_equal(words_minutes(&desk->ctx, 1440), "24 ore");
    assert_string_equal(words_minutes(&desk->ctx, 133), "2 ore e 13 minuti");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(yes_tells_window_appointment_and_return, setup, teardown),
        cmocka_unit_test_setup_teardown(volunteer_is_named_only_when_promised, setup, teardown),
        cmocka_unit_test_setup_teardown(who_waits_is_told_with_the_time_of_the_way_home, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(who_can_leave_earlier_is_told_when_and_why, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(too_late_names_earliest_time, setup, teardown),
        cmocka_unit_test_setup_teardown(too_early_a_call_is_told_the_year_too, setup, teardown),
        cmocka_unit_test_setup_teardown(alternatives_are_read_with_day_when_another, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(alternatives_of_one_day_are_read_together, setup, teardown),
        cmocka_unit_test_setup_teardown(volunteer_who_was_asked_for_is_told_from_all_volunteers,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(long_waits_are_said_in_hours_and_minutes, setup, teardown),
        cmocka_unit_test_setup_teardown(every_refusal_has_title_and_sentence, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
