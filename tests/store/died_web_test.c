/* Somebody dies: nobody rings at their door or telephones, and nothing is cancelled by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/filling.h"

#define DESK  "anna.esposito"
#define AUSER "bruno.cipriani"

#define TO_COME                                                                                    \
    " from ride r join person p on p.id = r.person_id where r.state = 'booked'"                    \
    " and r.on_day > '2026-11-23' and p.restriction is null and r.office_id = 1"

struct passenger {
    int64_t id;
    int64_t ride_id;
    const char *path;
    const char *day;
};

static struct passenger passenger_of(struct test_house *h)
{
    struct passenger one = {.ride_id = house_count(h, "select min(r.id)" TO_COME)};
    struct arena *arena = h->store.ctx.arena;
    long long ride = (long long)one.ride_id;

    one.id =
        house_count(h, arena_printf(arena, "select person_id from ride where id = %lld", ride));
    one.day = house_text(h, arena_printf(arena, "select on_day from ride where id = %lld", ride));
    one.path = arena_printf(arena, "/persone/%lld", (long long)one.id);
    return one;
}

static void dies(struct test_house *h, struct visitor *anna, const struct passenger *who)
{
    const char *const died[] = {"died_on.d", "22", "died_on.m", "11", "died_on.y", "2026", NULL};
    const char *path = arena_printf(h->store.ctx.arena, "%s/modifica", who->path);

    assert_int_equal(house_fill(h, anna, path, path, died)->http_status, 303);
    assert_string_equal(h->answer.location, who->path);
}

static void ride_of_who_has_died_is_told_where_it_is_written_and_on_the_day(void **state)
{
    struct test_house *h = *state;
    struct arena *arena = h->store.ctx.arena;
    const struct passenger who = passenger_of(h);
    const char *ride =
        arena_printf(arena, "<a href=\"/accompagnamenti/%lld\"", (long long)who.ride_id);
    struct visitor anna;
    struct visitor bruno;

    house_enter(h, DESK, &anna);
    house_enter(h, AUSER, &bruno);
    house_get(h, &anna, who.path);
    assert_false(answer_holds(&h->answer, "resta qualcosa da chiudere"));
    dies(h, &anna, &who);
    house_get(h, &anna, who.path);
    assert_true(answer_holds(&h->answer, "resta qualcosa da chiudere"));
    assert_true(answer_holds(&h->answer, ride));
    assert_true(answer_holds(&h->answer, "il 22/11/2026"));
    assert_false(answer_holds(&h->answer, "Prenota un accompagnamento"));
    assert_false(answer_holds(&h->answer, " anni)"));
    house_get(h, &bruno, arena_printf(arena, "/accompagnamenti?giorno=%s", who.day));
    assert_true(answer_holds(&h->answer, ride));
    assert_true(answer_holds(&h->answer, "il 22/11/2026</span>"));
}

static void nothing_left_open_is_not_told(void **state)
{
    struct test_house *h = *state;
    struct passenger who = {
        .id = house_count(h, "select min(p.id) from person p where p.restriction is null"
                             " and p.place_id = (select place_id from office where id = 1)"
                             " and not exists (select 1 from ride r where r.person_id = p.id)"
                             " and not exists (select 1 from contact c where c.person_id = p.id)")};
    struct visitor anna;

    who.path = arena_printf(h->store.ctx.arena, "/persone/%lld", (long long)who.id);
    house_enter(h, DESK, &anna);
    dies(h, &anna, &who);
    house_get(h, &anna, who.path);
    assert_true(answer_holds(&h->answer, "il 22/11/2026"));
    assert_false(answer_holds(&h->answer, "resta qualcosa da chiudere"));
}

static void who_has_died_is_not_called_for_an_opinion(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    house_get(h, &anna, "/accompagnamenti/richiamare");
    assert_true(answer_holds(&h->answer, "/parere\""));
    assert_int_equal(test_store_tamper(&h->store, "update person set died_on = '2026-11-22'"), OK);
    house_get(h, &anna, "/accompagnamenti/richiamare");
    assert_int_equal(h->answer.http_status, 200);
    assert_false(answer_holds(&h->answer, "/parere\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(ride_of_who_has_died_is_told_where_it_is_written_and_on_the_day),
        IN_BOTH_HOUSES(nothing_left_open_is_not_told),
        IN_BOTH_HOUSES(who_has_died_is_not_called_for_an_opinion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
