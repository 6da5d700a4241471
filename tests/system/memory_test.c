/*
 * There is no memory left for the n-th allocation that a deed of the program makes: a page, a saved
 * record, a booking, an import, a start. It says so and goes on: nothing is kept by half, nothing
 * leaks, and the same deed succeeds as soon as there is memory again. Every third n by default, as
 * each costs some milliseconds; ACCANTO_MEMORY_STEP=1 takes them all. Letters and sheets in PDF are
 * left out: pango and cairo abort by design.
 */
#include "support/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/names/names.h"
#include "people/import.h"
#include "people/index.h"
#include "rides/rides.h"
#include "staff/actor.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "support/house.h"
#include "support/page.h"
#include "support/plant.h"
#include "support/web_site.h"
#include "web/server.h"

enum { COUNTS_MAX = 64, FOR_EVER = 1000000 };

/* How many rows each table holds, and in front of them how many readings were written down. */
struct counts {
    int64_t rows[COUNTS_MAX];
};

struct trial;

struct deed {
    const char *name;
    /* Without faults: what the deed needs to be done (anew). May be NULL. */
    void (*prepare)(struct trial *trial);
    /* True: done; false: refused as it may be. Fails the test for anything else. Done again after a
       refusal, without another `prepare`. */
    bool (*run)(struct trial *trial);
};

struct trial {
    struct test_house *h;
    const struct deed *deed;
    struct sql_statement count; /* of all rows */
    struct visitor anna;
    int64_t step;
    int64_t nth;
    int64_t times;
    size_t mark;      /* of the case's arena, before the round */
    size_t length;    /* of the page, when it was whole; 0 before the first time */
    char name[16];    /* new and unlike others in each round */
    const char *body; /* of the form to be sent */
    struct ctx ctx;   /* for deeds without a page */
    struct ride_wish wish;
    int64_t rounds;
    int64_t refused;
};

/* --- what is in the database --- */

static const char *tables_sql(const struct test_house *h)
{
    if (db_kind_is(h->store.db) == DB_POSTGRES)
        return "select string_agg(table_name, ' ' order by table_name) from "
               "information_schema.tables where table_schema = 'public' and table_type = "
               "'BASE TABLE'";
    return "select group_concat(name, ' ') from (select name from sqlite_master where type = "
           "'table' and name not like 'sqlite_%' order by name)";
}

static const struct sql_field COUNTS[] = {{"counts", SQL_TEXT, 0}};

static const char *count_sql_of(struct test_house *h)
{
    struct arena *arena = &h->store.arena;
    const char *names = house_text(h, tables_sql(h));
    const char *sql = "select cast((select count(*) from audit_event where is_read = 1) as text)";

    for (size_t length; *names; names += length + (names[length] == ' ')) {
        length = strcspn(names, " ");
        sql =
            arena_printf(arena, "%s || ' %.*s ' || (select count(*) from %.*s where %s)", sql,
                         (int)length, names, (int)length, names,
                         strncmp(names, "audit_event ", length + 1) == 0 ? "is_read = 0" : "1 = 1");
    }
    return sql;
}

static const char *counts_text(struct trial *trial)
{
    const char *text;

    assert_int_equal(sql_one(&trial->h->store.ctx, &trial->count, NULL, &text), OK);
    return text;
}

static struct counts counts_take(struct trial *trial)
{
    struct counts counts = {{0}};
    size_t mark = arena_mark(&trial->h->store.arena);
    const char *at = counts_text(trial);

    for (int i = 0; *at; i++) {
        char *end;

        assert_in_range(i, 0, COUNTS_MAX - 1);
        counts.rows[i] = strtoll(at, &end, 10);
        at = end;
        at += *at ? strcspn(at + 1, " ") + 2 : 0;
    }
    arena_rewind(&trial->h->store.arena, mark);
    return counts;
}

static struct counts counts_add(struct counts a, struct counts b, int sign)
{
    for (int i = 0; i < COUNTS_MAX; i++)
        a.rows[i] += sign * b.rows[i];
    return a;
}

/* A reading may have been written down although its page was not shown in the end. */
static bool counts_equal(const struct counts *a, const struct counts *b, bool done)
{
    for (int i = done ? 0 : 1; i < COUNTS_MAX; i++) {
        if (a->rows[i] != b->rows[i])
            return false;
    }
    return true;
}

static void trial_fail(struct trial *trial, const char *why)
{
    fail_msg("%s, allocation %d (%d faults): %s; rows: %s", trial->deed->name, (int)trial->nth,
             (int)trial->times, why, counts_text(trial));
}

/* --- rounds --- */

static void new_name(struct trial *trial)
{
    struct crypt_hash hash = crypt_hash(NULL, &trial->rounds, sizeof(trial->rounds));

    for (size_t i = 0; i < sizeof(trial->name) - 1; i++)
        trial->name[i] = (char)('a' + hash.bytes[i] % 26);
}

static void round_begin(struct trial *trial)
{
    arena_rewind(&trial->h->store.arena, trial->mark);
    trial->rounds++;
    new_name(trial);
    if (trial->deed->prepare)
        trial->deed->prepare(trial);
}

/* Once without a fault: what the deed leaves when it is done. */
static struct counts whole_deed(struct trial *trial)
{
    struct counts before;

    round_begin(trial);
    before = counts_take(trial);
    if (!trial->deed->run(trial))
        trial_fail(trial, "refused although nothing failed");
    return counts_add(counts_take(trial), before, -1);
}

/* False when the deed makes fewer allocations. */
static bool round_with_fault(struct trial *trial, struct counts whole)
{
    struct counts before;
    struct counts full;
    struct counts after;
    bool done;
    bool met;

    round_begin(trial);
    before = counts_take(trial);
    full = counts_add(before, whole, 1);
    memory_fail(trial->nth, trial->times);
    done = trial->deed->run(trial);
    met = memory_restore();
    after = counts_take(trial);
    if (done ? !counts_equal(&after, &full, true)
             : !counts_equal(&after, &before, false) && !counts_equal(&after, &full, false))
        trial_fail(trial, done ? "said to be done, and is not" : "kept by half");
    if (done)
        return met;
    trial->refused++;
    if (!trial->deed->run(trial))
        trial_fail(trial, "still refused with memory enough");
    after = counts_take(trial);
    if (!counts_equal(&after, &full, false))
        trial_fail(trial, "done after a refusal, and not just once");
    return met;
}

static void every_allocation_fails(struct trial *trial, int64_t times)
{
    struct counts whole = whole_deed(trial);
    struct audit_report report;

    trial->refused = 0;
    trial->times = times;
    /* Other ones alone than with all that follow. */
    for (trial->nth = times == 1 ? 0 : trial->step / 2; round_with_fault(trial, whole);)
        trial->nth += trial->step;
    print_message("# %s: about %d allocations, %d refusals\n", trial->deed->name, (int)trial->nth,
                  (int)trial->refused);
    assert_true(trial->refused > 0);
    assert_int_equal(audit_verify(&trial->h->store.ctx, NULL, 0, NULL, NULL, &report), OK);
    assert_int_equal(report.problem, AUDIT_SOUND);
    assert_int_equal(trial->h->broken, 0);
}

static int64_t step_of_environment(void)
{
    const char *step = getenv("ACCANTO_MEMORY_STEP");

    return step ? strtoll(step, NULL, 10) : 3;
}

/* Once alone, and then with all that follow: for SQLite, which has to undo without memory. */
static void try_deed(struct test_house *h, const struct deed *deed)
{
    const char *sql = count_sql_of(h);
    struct trial trial = {.h = h,
                          .deed = deed,
                          .step = step_of_environment(),
                          .count = {.name = "counts",
                                    .sqlite = sql,
                                    .postgres = sql,
                                    .columns = COUNTS,
                                    .column_count = 1,
                                    .row_size = sizeof(char *)}};

    if (h->worker)
        house_enter(h, "anna.esposito", &trial.anna);
    trial.ctx = h->store.ctx;
    trial.mark = arena_mark(&h->store.arena);
    every_allocation_fails(&trial, 1);
    if (db_kind_is(h->store.db) == DB_SQLITE)
        every_allocation_fails(&trial, FOR_EVER);
}

/* --- pages --- */

static bool answered(struct trial *trial, const struct answer *answer, int http_status)
{
    char why[200];

    if (answer->http_status == http_status)
        return true;
    if (answer->http_status == 503 || answer->http_status == 413)
        return false;
    snprintf(why, sizeof(why), "answered %d (%s) instead of %d", answer->http_status,
             answer->location, http_status);
    trial_fail(trial, why);
    return false;
}

/* Bytes of a page without its tokens, which grow with their number. */
static size_t length_of(const struct answer *answer)
{
    static const char TOKEN[] = "name=\"token\" value=\"";
    size_t length = answer->length;

    for (const char *at = answer->body; (at = strstr(at, TOKEN));) {
        at += strlen(TOKEN);
        length -= strcspn(at, "\"");
    }
    return length;
}

/* A page that is shown is whole: nothing is left out of it in silence. */
static bool show(struct trial *trial, const char *path)
{
    const struct answer *answer = house_get(trial->h, &trial->anna, path);

    if (!answered(trial, answer, 200))
        return false;
    if (trial->length == 0)
        trial->length = length_of(answer);
    if (length_of(answer) != trial->length)
        trial_fail(trial, "a page that is not whole");
    return true;
}

static bool public_page(struct trial *trial)
{
    return show(trial, "/servizi");
}

static bool person_page(struct trial *trial)
{
    return show(trial, "/persone/5");
}

static bool search_page(struct trial *trial)
{
    return show(trial, "/persone?q=rossi");
}

/* --- forms --- */

static void open_form(struct trial *trial, const char *path, const char *const *changes)
{
    struct test_house *h = trial->h;
    struct arena *arena = &h->store.arena;
    const struct answer *answer = house_get(h, &trial->anna, path);
    const struct page *page = page_read(arena, answer->body, path);

    for (size_t i = 0; i < page->form_count; i++) {
        if (page->forms[i].post && strcmp(page->forms[i].action, path) == 0)
            trial->body = house_encode(h, page_fields(arena, &page->forms[i], changes));
    }
    assert_non_null(trial->body);
}

static bool send_form(struct trial *trial, const char *path)
{
    const struct sending sending = {.method = "POST",
                                    .path = path,
                                    .body = trial->body,
                                    .length = strlen(trial->body),
                                    .type = "application/x-www-form-urlencoded",
                                    .fetch_site = "same-origin"};

    return answered(trial, house_send(trial->h, &trial->anna, &sending), 303);
}

static void open_person(struct trial *trial)
{
    const char *const changes[] = {"surname", trial->name, "name", "Prova", NULL};

    open_form(trial, "/persone/nuova", changes);
}

static bool send_person(struct trial *trial)
{
    return send_form(trial, "/persone/nuova");
}

/* The index is to be brought up to date by the search. What is said once of the new person is said
   here. */
static void add_person(struct trial *trial)
{
    open_person(trial);
    assert_true(send_person(trial));
    house_get(trial->h, &trial->anna, "/persone");
}

static void open_contact(struct trial *trial)
{
    const char *const changes[] = {"channel", "phone",     "need", "health_doctor",
                                   "answer",  trial->name, NULL};

    open_form(trial, "/contatti/informazione", changes);
}

static bool send_contact(struct trial *trial)
{
    return send_form(trial, "/contatti/informazione");
}

/* --- deeds without a page --- */

/* ERR_TOO_LARGE: an arena passed its cap. */
static bool succeeded(struct trial *trial, enum status status)
{
    if (status != OK && status != ERR_UNAVAILABLE && status != ERR_TOO_LARGE)
        trial_fail(trial, status_name(status));
    return status == OK;
}

/* Booked, and then undone by its own refusal, so that the car is free for the next round. */
static enum status book_and_undo(struct ctx *tx, void *args)
{
    struct trial *trial = args;
    struct ride_answer answer;
    int64_t id;
    int64_t number;

    TRY(ride_book(tx, &trial->wish, NULL, &answer, &id, &number));
    return ERR_DENIED;
}

static bool book_ride(struct trial *trial)
{
    enum status status;

    memory_watch(true);
    status = store_write(&trial->ctx, book_and_undo, trial);
    memory_watch(false);
    return status == ERR_DENIED || succeeded(trial, status);
}

/* The first time at which somebody can drive. */
static void wish_for_ride(struct trial *trial)
{
    struct test_house *h = trial->h;
    struct plant plants[PLANT_COUNT];
    enum status status = ERR_CONFLICT;

    if (trial->wish.person_id)
        return;
    plant_all(h, plants);
    trial->wish = (struct ride_wish){
        .person_id = plants[PLANT_OWN].person_id,
        .office_id = house_count(h, "select id from office where code = 'valnerina'"),
        .destination_id =
            house_count(h, "select min(id) from destination where kind = 'health_centre'"),
        .called_at = h->clock,
        .return_kind = RIDE_RETURN_NONE,
        .return_at = CLOCK_NONE,
        .mobility_aid = "none",
        .boarding_minutes = 5,
    };
    for (int day = 2; day < 30 && status == ERR_CONFLICT; day++) {
        trial->wish.day = date_add_days(instant_date(h->clock), day);
        for (int quarter = 36; quarter < 46 && status == ERR_CONFLICT; quarter++) {
            trial->wish.appointment = (struct clock_time){quarter * 15};
            status = store_write(&trial->ctx, book_and_undo, trial);
        }
    }
    assert_string_equal(status_name(status), status_name(ERR_DENIED));
}

struct table {
    const char *text;
    size_t at;
};

static enum status table_read(void *user, char *bytes, size_t max, size_t *ret_length)
{
    struct table *table = user;

    *ret_length = strnlen(table->text + table->at, max);
    memcpy(bytes, table->text + table->at, *ret_length);
    table->at += *ret_length;
    return OK;
}

static enum status table_rewind(void *user)
{
    ((struct table *)user)->at = 0;
    return OK;
}

static void hear_line(void *user, int64_t line, const char *why)
{
    (void)user, (void)line, (void)why;
}

static void hear_column(void *user, const char *name)
{
    (void)user, (void)name;
}

static void hear_progress(void *user, int64_t lines)
{
    (void)user, (void)lines;
}

static bool import_people(struct trial *trial)
{
    struct arena *arena = &trial->h->store.arena;
    struct table table = {arena_printf(arena,
                                       "cognome;nome;telefono\n%s;Uno;0744123456\n%s;Due;\n"
                                       "%s;Tre;0744123457\n",
                                       trial->name, trial->name, trial->name),
                          0};
    const struct csv_source source = {table_read, table_rewind, &table};
    const struct import_listener listener = {hear_line, hear_line, hear_column, hear_progress,
                                             NULL};
    struct import_report report;
    struct csv *csv;
    enum status status;

    assert_int_equal(csv_open(arena, &source, &csv), OK);
    memory_watch(true);
    status = people_import(&trial->ctx, csv, false, &listener, &report);
    memory_watch(false);
    return succeeded(trial, status);
}

static void take_people(struct trial *trial)
{
    if (trial->rounds == 1)
        assert_true(import_people(trial));
}

static bool build_index(struct trial *trial)
{
    struct people_index *index;
    enum status status;

    memory_watch(true);
    status = people_index_open(&trial->ctx, &index);
    memory_watch(false);
    if (succeeded(trial, status))
        people_index_close(index);
    return status == OK;
}

/* --- starting --- */

static enum status start_worker(struct house *house)
{
    const struct crypt_key master = test_master_key();
    struct web *web;
    struct worker *worker;

    TRY(house_web(house, &master, &web));

    enum status status = worker_new(web, &worker);

    if (status == OK)
        worker_free(worker);
    web_free(web);
    return status;
}

/* A second program on the same database, up to its first worker. */
static bool start_program(struct trial *trial)
{
    struct house house = trial->h->house;
    enum status status;

    house.store = NULL;
    memory_watch(true);
    status = store_open(&trial->h->store.config, &house.store);
    if (status == OK)
        status = start_worker(&house);
    store_close(house.store);
    memory_watch(false);
    return succeeded(trial, status);
}

/* A site without a store: the connections of its workers are made in start_program. */
static bool start_server(struct trial *trial)
{
    const struct server_config config = {.workers = 2};
    struct server *server;
    struct site site;
    enum status status;

    site_open(&site, false, NULL);
    memory_watch(true);
    status = server_start(site.web, &config, &server);
    memory_watch(false);
    if (succeeded(trial, status))
        server_stop(server);
    site_close(&site);
    return status == OK;
}

/* --- a small house: a few people, no pages asked for, quick to start over --- */

static const char SMALL[] =
    "insert into municipality (id, code, name, lead) values (1, 'L117', 'Terni', 1);"
    "insert into place (id, municipality_id, name, kind, latitude_micro, longitude_micro) values"
    " (1, 1, 'Terni', 'town', 42580000, 12770000);"
    "insert into staff_user (id, username, surname, name, password_hash, must_change_password, "
    "active, system, created_at, version) values (1, 'sistema', 'Sistema', 'Riga', '-', 0, 0, 1, "
    "0, 1);";

static const struct actor SYSTEM = {.user_id = 1,
                                    .stage = ACTOR_OPEN,
                                    .roles = {{.role = ROLE_SYSTEM}},
                                    .role_count = 1,
                                    .whole_zone = true};

static int open_small(void **state, enum db_kind engine)
{
    const struct crypt_key master = test_master_key();
    struct test_house *h = calloc(1, sizeof(*h));

    test_store_open(&h->store, engine);
    assert_int_equal(test_store_tamper(&h->store, SMALL), OK);
    h->store.ctx.actor = &SYSTEM;
    h->config = (struct config){.data = h->store.folder, .database = h->store.location};
    h->house = (struct house){.config = &h->config, .store = h->store.store, .silent = true};
    assert_int_equal(house_web(&h->house, &master, &h->web), OK);
    *state = h;
    return 0;
}

static int open_small_sqlite(void **state)
{
    return open_small(state, DB_SQLITE);
}

static int open_small_postgres(void **state)
{
    return open_small(state, DB_POSTGRES);
}

static int close_small(void **state)
{
    struct test_house *h = *state;

    web_free(h->web);
    test_store_close(&h->store);
    free(h);
    return 0;
}

#define IN_SMALL_HOUSES(test)                                                                      \
    {#test " [sqlite]", test, open_small_sqlite, close_small, NULL},                               \
    {                                                                                              \
#test " [postgres]", test, open_small_postgres, close_small, NULL                          \
    }

/* --- the cases --- */

#define DEED(case_name, prepare, run)                                                              \
    static void case_name(void **state)                                                            \
    {                                                                                              \
        try_deed(*state, &(struct deed){#case_name, prepare, run});                                \
    }

DEED(public_page_without_memory_is_whole_or_503, NULL, public_page)
DEED(person_page_without_memory_is_whole_or_503, NULL, person_page)
DEED(search_without_memory_finds_all_or_says_503, add_person, search_page)
DEED(person_without_memory_is_saved_whole_or_not_at_all, open_person, send_person)
DEED(contact_without_memory_is_saved_whole_or_not_at_all, open_contact, send_contact)
DEED(ride_without_memory_is_booked_or_refused, wish_for_ride, book_ride)
DEED(import_without_memory_takes_all_or_nothing, NULL, import_people)
DEED(index_without_memory_is_built_or_refused, take_people, build_index)
DEED(program_without_memory_starts_or_says_so, NULL, start_program)
DEED(server_without_memory_starts_or_says_so, NULL, start_server)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(public_page_without_memory_is_whole_or_503),
        IN_BOTH_HOUSES(person_page_without_memory_is_whole_or_503),
        IN_BOTH_HOUSES(search_without_memory_finds_all_or_says_503),
        IN_BOTH_HOUSES(person_without_memory_is_saved_whole_or_not_at_all),
        IN_BOTH_HOUSES(contact_without_memory_is_saved_whole_or_not_at_all),
        IN_BOTH_HOUSES(ride_without_memory_is_booked_or_refused),
        IN_SMALL_HOUSES(import_without_memory_takes_all_or_nothing),
        IN_SMALL_HOUSES(index_without_memory_is_built_or_refused),
        IN_SMALL_HOUSES(program_without_memory_starts_or_says_so),
        IN_SMALL_HOUSES(server_without_memory_starts_or_says_so),
    };

    memory_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
