/* Roads as the administrator's browser sees them, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/filling.h"
#include "support/plant.h"

#define ADMINISTRATOR "elena.viola"
#define DESK          "anna.esposito"

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(h->store.ctx.arena, format, (long long)id);
}

/* What a browser sends for a chosen file. */
static const struct answer *upload(struct test_house *h, struct visitor *who, const char *table,
                                   const char *dry_run)
{
    const char *body = arena_printf(
        h->store.ctx.arena,
        "--limit\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n%s\r\n"
        "--limit\r\nContent-Disposition: form-data; name=\"dry_run\"\r\n\r\n%s\r\n"
        "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"strade.csv\"\r\n"
        "Content-Type: text/csv\r\n\r\n%s\r\n--limit--\r\n",
        house_token(h, who), dry_run, table);

    return house_send(h, who,
                      &(struct sending){.method = "POST",
                                        .path = "/regole/strade/importa",
                                        .body = body,
                                        .length = strlen(body),
                                        .type = "multipart/form-data; boundary=limit",
                                        .fetch_site = "same-origin"});
}

static void table_is_tried_refused_and_taken(void **state)
{
    static const char GOOD[] = "da;a;minuti;metri\nPolino;Arrone;31;17000\n";
    static const char IMPORTED[] = "select count(*) from travel_time where source = 'imported'";
    struct test_house *h = *state;
    struct visitor elena;

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(house_get(h, &elena, "/regole/strade/importa")->http_status, 200);
    assert_int_equal(upload(h, &elena, GOOD, "yes")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Va bene: 1 tempo"));
    assert_int_equal(house_count(h, IMPORTED), 0);
    assert_int_equal(
        upload(h, &elena, "da;a;minuti;metri\nPolino;Lourdes;31;17000\n", "")->http_status, 200);
    assert_true(answer_holds(&h->answer, "“Lourdes” non è un luogo della zona"));
    assert_true(answer_holds(&h->answer, "Riga 2"));
    assert_int_equal(upload(h, &elena, "uno;due\n1;2\n", "")->http_status, 200);
    assert_true(answer_holds(&h->answer, "La prima riga deve dire le colonne"));
    assert_int_equal(house_count(h, IMPORTED), 0);
    assert_int_equal(upload(h, &elena, GOOD, "")->http_status, 303);
    assert_int_equal(house_count(h, IMPORTED), 1);
    assert_int_equal(house_get(h, &elena, "/regole/strade/elenco.csv")->http_status, 200);
    assert_true(answer_holds(&h->answer, "\"Polino\";\"Arrone\";"));
}

static void time_is_corrected_once_and_taken_away(void **state)
{
    struct test_house *h = *state;
    int64_t id = house_count(h, "select min(id) from travel_time");
    const char *path = path_of(h, "/regole/strade/%lld", id);
    const char *drop = path_of(h, "/regole/strade/%lld/togli", id);
    const char *const fields[] = {"minutes", "77", NULL};
    const char *const stale[] = {"version", "1", NULL};
    const char *const fresh[] = {"version", "2", NULL};
    struct visitor elena;

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(house_get(h, &elena, path)->http_status, 200);

    const struct page_form *form = house_form_to(h, path, path);

    assert_int_equal(house_send_form(h, &elena, form, fields)->http_status, 303);
    assert_int_equal(house_count(h, "select max(minutes) from travel_time"), 77);
    assert_int_equal(house_send_form(h, &elena, form, fields)->http_status, 409);
    assert_true(answer_holds(&h->answer, "77"));
    assert_int_equal(house_get(h, &elena, "/regole/strade")->http_status, 200);
    assert_true(answer_holds(&h->answer, "77 minuti"));
    assert_int_equal(house_post(h, &elena, drop, stale)->http_status, 303);
    assert_int_equal(house_count(h, "select count(*) from travel_time where minutes = 77"), 1);
    assert_int_equal(house_post(h, &elena, drop, fresh)->http_status, 303);
    assert_int_equal(house_count(h, "select count(*) from travel_time where minutes = 77"), 0);
}

static void time_of_a_pair_that_has_one_is_told(void **state)
{
    struct test_house *h = *state;
    const char *const fields[] = {
        "from_place",
        path_of(h, "%lld", house_count(h, "select min(from_place_id) from travel_time")),
        "to_place",
        path_of(h, "%lld",
                house_count(h, "select min(to_place_id) from travel_time where from_place_id ="
                               " (select min(from_place_id) from travel_time)")),
        "minutes",
        "12",
        "metres",
        "8000",
        NULL,
    };
    struct visitor elena;

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(house_get(h, &elena, "/regole/strade/nuova")->http_status, 200);

    const struct page_form *form = house_form_to(h, "/regole/strade/nuova", "/nuova");

    assert_int_equal(house_send_form(h, &elena, form, fields)->http_status, 200);
    assert_true(answer_holds(&h->answer, "correggi quello"));
}

static void real_times_are_written_from_the_page_of_the_ride(void **state)
{
    struct test_house *h = *state;
    int64_t leg = house_count(h, "select max(l.id) from ride_leg l join ride r on r.id = l.ride_id"
                                 " join person p on p.id = r.person_id where l.outcome = 'done'"
                                 " and p.restriction is null and r.on_day < '2026-11-23'"
                                 " and r.office_id = 1");
    const char *ride =
        path_of(h, "/accompagnamenti/%lld",
                house_count(h, path_of(h, "select ride_id from ride_leg where id = %lld", leg)));
    const char *path = path_of(h, "/accompagnamenti/viaggi/%lld/orari", leg);
    const char *const fields[] = {"picked_up", "9:05", "set_down", "9:25", NULL};
    const char *const backwards[] = {"picked_up", "9:05", "set_down", "9:00", NULL};
    struct visitor anna;

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, ride)->http_status, 200);
    assert_true(answer_holds(&h->answer, path));
    assert_int_equal(house_get(h, &anna, path)->http_status, 200);

    const struct page_form *form = house_form_to(h, path, path);

    assert_int_equal(house_send_form(h, &anna, form, backwards)->http_status, 200);
    assert_true(answer_holds(&h->answer, "dopo quella di partenza"));
    assert_int_equal(house_send_form(h, &anna, form, fields)->http_status, 303);
    assert_int_equal(house_count(h, "select count(*) from ride_leg where set_down_at ="
                                    " picked_up_at + 1200"),
                     1);
    assert_int_equal(house_send_form(h, &anna, form, fields)->http_status, 409);
    assert_int_equal(house_get(h, &anna, ride)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Orari veri"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(table_is_tried_refused_and_taken),
        IN_BOTH_HOUSES(time_is_corrected_once_and_taken_away),
        IN_BOTH_HOUSES(time_of_a_pair_that_has_one_is_told),
        IN_BOTH_HOUSES(real_times_are_written_from_the_page_of_the_ride),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
