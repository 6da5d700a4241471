/* Persons on both engines: who may know of whom, doubles, households, declarations, the index. */
#include "people/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "people/circle.h"
#include "people/index.h"
#include "people/person_change.h"
#include "people/timeline.h"
#include "people_sql.h"
#include "staff/actor.h"
#include "support/database.h"
#include "zone/zone.h"

/* The features above people have no part in these tests. */
const struct person_events_source *const PERSON_EVENTS_SOURCES[1];
const size_t PERSON_EVENTS_SOURCE_COUNT = 0;

enum { ANNA = 1, HEAD, AUSER, ELSEWHERE, USERS };

struct town {
    struct test_store *store;
    struct ctx *ctx;
    struct actor actors[USERS + 1];
    struct people_index *index;
    int64_t arrone, ferentillo;
};

static const char SEED[] =
    "insert into zone (id, name, controller, demonstration, second_factor, created_at)"
    " values (1, 'Z', 'T', 1, 0, 0);"
    "insert into municipality (id, code, name, lead)"
    " values (1, 'A439', 'Arrone', 0), (2, 'D538', 'Ferentillo', 0);"
    "insert into place (id, municipality_id, name, kind, latitude_micro, longitude_micro) values"
    " (1, 1, 'Arrone', 'town', 42580000, 12770000),"
    " (2, 2, 'Ferentillo', 'town', 42620000, 12790000);"
    "insert into staff_user (id, username, surname, name, password_hash, must_change_password,"
    " active, system, created_at, version) values"
    " (1, 'anna', 'Esposito', 'Anna', '-', 0, 1, 0, 0, 1),"
    " (2, 'head', 'Ricci', 'Giulia', '-', 0, 1, 0, 0, 1),"
    " (3, 'auser', 'Neri', 'Ugo', '-', 0, 1, 0, 0, 1),"
    " (4, 'altra', 'Conti', 'Elda', '-', 0, 1, 0, 0, 1);"
    "insert into staff_role (user_id, role, valid_from) values"
    " (1, 'coordinator', '2020-01-01'), (2, 'service_head', '2020-01-01'),"
    " (3, 'rides_coordinator', '2020-01-01'), (4, 'coordinator', '2020-01-01');";

static void must(enum status status)
{
    assert_string_equal(status_name(status), status_name(OK));
}

static struct actor actor_of(int64_t user, enum role role, bool whole_zone)
{
    return (struct actor){.user_id = user,
                          .stage = ACTOR_OPEN,
                          .full_name = "Prova",
                          .roles = {{.role = role}},
                          .role_count = 1,
                          .whole_zone = whole_zone,
                          .places = {1},
                          .place_count = 1};
}

static struct town *town_open(void **state)
{
    struct town *town = calloc(1, sizeof *town);

    town->store = *state;
    town->ctx = &town->store->ctx;
    must(test_store_tamper(town->store, SEED));
    town->actors[ANNA] = actor_of(ANNA, ROLE_COORDINATOR, true);
    town->actors[HEAD] = actor_of(HEAD, ROLE_SERVICE_HEAD, true);
    town->actors[AUSER] = actor_of(AUSER, ROLE_RIDES_COORDINATOR, true);
    town->actors[ELSEWHERE] = actor_of(ELSEWHERE, ROLE_COORDINATOR, false);
    town->arrone = 1;
    town->ferentillo = 2;
    town->ctx->actor = &town->actors[ANNA];
    must(people_index_open(town->ctx, &town->index));
    town->ctx->people = town->index;
    return town;
}

static void town_close(struct town *town)
{
    people_index_close(town->index);
    free(town);
}

static void act_as(struct town *town, int who)
{
    town->ctx->actor = &town->actors[who];
}

struct making {
    struct person_draft draft;
    int64_t id;
};

static enum status make(struct ctx *tx, void *args)
{
    struct making *making = args;

    return person_create(tx, &making->draft, &making->id);
}

static struct person_draft draft_of(const char *surname, const char *name, struct date birth,
                                    int64_t place)
{
    struct person_draft draft = person_draft_new();

    draft.surname = surname;
    draft.name = name;
    draft.birth_date = birth;
    draft.place_id = place;
    return draft;
}

static int64_t create(struct town *town, const struct person_draft *draft)
{
    struct making making = {.draft = *draft};

    must(store_write(town->ctx, make, &making));
    return making.id;
}

static int64_t create_rosi(struct town *town)
{
    struct person_draft draft = draft_of("Rosi", "Maria", date_of(1948, 2, 4), town->arrone);

    draft.phones[0] = "+390744780112";
    return create(town, &draft);
}

static size_t found(struct town *town, const char *words)
{
    struct person_card *hits;
    size_t count;

    must(people_search(town->ctx, town->index, &(struct people_query){.words = words}, &hits,
                       &count));
    return count;
}

struct step {
    int64_t person, other, user;
    const char *word;
    struct date on;
};

static enum status restrict_step(struct ctx *tx, void *args)
{
    struct step *step = args;

    return person_restrict_to_circle(tx, step->person, "violence");
}

static enum status grant_step(struct ctx *tx, void *args)
{
    struct step *step = args;

    return person_grant_circle(tx, step->person, step->user);
}

static enum status revoke_step(struct ctx *tx, void *args)
{
    struct step *step = args;

    return person_revoke_circle(tx, step->person, step->user);
}

static enum status join_step(struct ctx *tx, void *args)
{
    struct step *step = args;

    return household_join(tx, step->person, step->other, step->word, step->on);
}

static enum status leave_step(struct ctx *tx, void *args)
{
    struct step *step = args;

    return household_leave(tx, step->person, step->other, step->on);
}

static enum status rider_step(struct ctx *tx, void *args)
{
    struct step *step = args;

    return person_mark_rider(tx, step->person);
}

static enum status declare_step(struct ctx *tx, void *args)
{
    struct step *step = args;

    return person_declare(tx, step->person, "lives_alone", step->word, "self", step->on);
}

static enum status change_step(struct ctx *tx, void *args)
{
    return person_change(tx, args);
}

static void every_statement_prepares(void **state)
{
    struct test_store *t = *state;

    for (size_t i = 0; i < people_sql.count; i++)
        must(sql_check(&t->ctx, people_sql.statements[i]));
}

static void person_created_is_found_by_name_and_phone(void **state)
{
    struct town *town = town_open(state);
    struct person_card card;
    int64_t id = create_rosi(town);

    assert_int_equal(found(town, "rosi mari"), 1);
    assert_int_equal(found(town, "0744 780112"), 1);
    assert_int_equal(found(town, "zzanobi"), 0);
    must(person_card(town->ctx, id, &card));
    assert_string_equal(card.place_name, "Arrone");
    assert_int_equal(card.latitude_micro, 42580000);
    town_close(town);
}

static void person_of_another_place_is_out_of_reach(void **state)
{
    struct town *town = town_open(state);
    struct person_draft far = draft_of("Fabbri", "Aldo", DATE_NONE, town->ferentillo);
    struct person_card card;
    int64_t id = create(town, &far);

    act_as(town, ELSEWHERE);
    assert_int_equal(found(town, "fabbri"), 0);
    assert_int_equal(person_card(town->ctx, id, &card), ERR_NOT_FOUND);
    create_rosi(town);
    assert_int_equal(found(town, "rosi"), 1);
    town_close(town);
}

static void search_filters_before_it_cuts(void **state)
{
    struct town *town = town_open(state);
    struct person_draft far = draft_of("Bianchi", "Sergio", DATE_NONE, town->ferentillo);
    struct person_draft near = draft_of("Bianchi", "Sergio", DATE_NONE, town->arrone);

    for (int i = 0; i < PEOPLE_HITS_DEFAULT + 2; i++)
        create(town, &far);
    create(town, &near);
    act_as(town, ELSEWHERE);
    assert_int_equal(found(town, "bianchi sergio"), 1);
    town_close(town);
}

static void rides_coordinator_sees_riders_only_and_little_of_them(void **state)
{
    struct town *town = town_open(state);
    struct person_card card;
    struct person_draft draft = draft_of("Rosi", "Maria", date_of(1948, 2, 4), town->arrone);
    struct step step;

    draft.tax_code = "RSOMRA48B44A439X";
    step = (struct step){.person = create(town, &draft)};
    act_as(town, AUSER);
    assert_int_equal(found(town, "rosi"), 0);
    assert_int_equal(person_card(town->ctx, step.person, &card), ERR_NOT_FOUND);
    act_as(town, ANNA);
    must(store_write(town->ctx, rider_step, &step));
    assert_int_equal(found(town, "rsomra48"), 1);
    act_as(town, AUSER);
    assert_int_equal(found(town, "rosi"), 1);
    assert_int_equal(found(town, "rsomra48"), 0); /* or a code could be guessed by its letters */
    must(person_card(town->ctx, step.person, &card));
    assert_true(date_is_none(card.birth_date));
    assert_null(card.tax_code);
    assert_null(card.household);
    town_close(town);
}

static void restricted_person_exists_for_the_circle_alone(void **state)
{
    struct town *town = town_open(state);
    struct person_draft draft = draft_of("Rosi", "Maria", date_of(1948, 2, 4), town->arrone);
    struct person_draft other = draft_of("Rosi", "Fabio", DATE_NONE, town->arrone);
    struct step step = {.person = create_rosi(town), .word = "spouse", .on = date_of(2026, 1, 1)};
    struct person_double *doubles;
    struct person_card card;
    size_t count;

    step.other = create(town, &other);
    must(store_write(town->ctx, join_step, &step));
    must(person_card(town->ctx, step.other, &card));
    assert_string_equal(card.household, "vive con Maria");
    must(person_card_brief(town->ctx, step.other, &card));
    assert_string_equal(card.name, "Fabio");
    assert_null(card.household);
    act_as(town, HEAD);
    must(store_write(town->ctx, restrict_step, &step));
    assert_int_equal(found(town, "0744780112"), 1);
    act_as(town, ANNA);
    assert_int_equal(found(town, "0744780112"), 0);
    assert_int_equal(person_card(town->ctx, step.person, &card), ERR_NOT_FOUND);
    assert_int_equal(person_card_brief(town->ctx, step.person, &card), ERR_NOT_FOUND);
    must(people_doubles(town->ctx, town->index, &draft, 0, &doubles, &count));
    for (size_t i = 0; i < count; i++)
        assert_int_not_equal(doubles[i].card.id, step.person);
    must(person_card(town->ctx, step.other, &card));
    assert_null(card.household);
    step.user = ANNA;
    act_as(town, HEAD);
    must(store_write(town->ctx, grant_step, &step));
    act_as(town, ANNA);
    must(person_card(town->ctx, step.person, &card));
    assert_true(card.restricted);
    town_close(town);
}

static void last_of_a_circle_cannot_be_taken_out(void **state)
{
    struct town *town = town_open(state);
    struct step step = {.person = create_rosi(town), .user = HEAD};

    act_as(town, HEAD);
    must(store_write(town->ctx, restrict_step, &step));
    assert_int_equal(store_write(town->ctx, restrict_step, &step), ERR_CONFLICT);
    assert_int_equal(store_write(town->ctx, revoke_step, &step), ERR_INVALID);
    step.user = AUSER; /* may not see persons at all */
    assert_int_equal(store_write(town->ctx, grant_step, &step), ERR_INVALID);
    step.user = ANNA; /* was never in it */
    assert_int_equal(store_write(town->ctx, revoke_step, &step), ERR_CONFLICT);
    town_close(town);
}

static void circle_is_of_a_restricted_person_only(void **state)
{
    struct town *town = town_open(state);
    struct step step = {.person = create_rosi(town), .user = ANNA};

    act_as(town, HEAD);
    assert_int_equal(store_write(town->ctx, grant_step, &step), ERR_INVALID);
    town_close(town);
}

static void candidate_of_two_roles_is_listed_once(void **state)
{
    struct town *town = town_open(state);
    struct circle_candidate *users;
    size_t count;

    must(test_store_tamper(town->store, "insert into staff_role (user_id, role, valid_from)"
                                        " values (1, 'social_worker', '2020-01-01')"));
    must(circle_candidates(town->ctx, &users, &count));
    assert_int_equal(count, 3);
    assert_int_equal(users[0].id, ELSEWHERE);
    assert_int_equal(users[1].id, ANNA);
    assert_int_equal(users[2].id, HEAD);
    town_close(town);
}

static void double_of_a_restricted_person_is_listed_to_the_circle_alone(void **state)
{
    struct town *town = town_open(state);
    struct step step = {.person = create_rosi(town)};
    struct restricted_double *doubles;
    size_t count;
    int64_t again;

    act_as(town, HEAD);
    must(store_write(town->ctx, restrict_step, &step));
    act_as(town, ANNA);
    again = create_rosi(town);
    must(circle_doubles(town->ctx, &doubles, &count));
    assert_int_equal(count, 0);
    act_as(town, HEAD);
    must(circle_doubles(town->ctx, &doubles, &count));
    assert_int_equal(count, 1);
    assert_int_equal(doubles[0].restricted.id, step.person);
    assert_int_equal(doubles[0].other.id, again);
    assert_int_equal(doubles[0].reason, DOUBLE_BIRTH);
    town_close(town);
}

static void double_of_who_moved_out_of_reach_is_not_listed(void **state)
{
    struct town *town = town_open(state);
    struct step step = {.person = create_rosi(town), .user = ELSEWHERE};
    struct restricted_double *doubles;
    size_t count;

    create_rosi(town);
    act_as(town, HEAD);
    must(store_write(town->ctx, restrict_step, &step));
    must(store_write(town->ctx, grant_step, &step));
    act_as(town, ELSEWHERE);
    must(circle_doubles(town->ctx, &doubles, &count));
    assert_int_equal(count, 1);
    must(test_store_tamper(town->store, "update person set place_id = 2"));
    must(circle_doubles(town->ctx, &doubles, &count));
    assert_int_equal(count, 0);
    town_close(town);
}

/* Many who are all alike; of the first there is one other, so that the list is full in between. */
static void list_of_doubles_ends_at_its_bound(void **state)
{
    enum { ALIKE = 40 };
    struct town *town = town_open(state);
    struct person_draft first = draft_of("Verdi", "Ugo", date_of(1950, 1, 1), town->arrone);
    struct step step = {.person = create(town, &first)};
    struct restricted_double *doubles;
    size_t count;

    create(town, &first);
    act_as(town, HEAD);
    must(store_write(town->ctx, restrict_step, &step));
    for (int i = 0; i < ALIKE; i++) {
        step.person = create_rosi(town);
        must(store_write(town->ctx, restrict_step, &step));
    }
    must(circle_doubles(town->ctx, &doubles, &count));
    assert_int_equal(count, RESTRICTED_DOUBLES_MAX);
    for (size_t i = 0; i < count; i++)
        assert_int_not_equal(doubles[i].restricted.id, doubles[i].other.id);
    town_close(town);
}

static void doubles_come_strongest_first(void **state)
{
    struct town *town = town_open(state);
    struct person_draft alike = draft_of("Rossi", "Maria", DATE_NONE, town->arrone);
    struct person_draft stranger = draft_of("Rosi", "Marta", date_of(1990, 1, 1), town->arrone);
    struct person_draft draft = draft_of("Maria", "Rosi", date_of(1948, 2, 4), town->arrone);
    struct person_double *doubles;
    size_t count;

    create(town, &alike);
    create(town, &stranger);
    create_rosi(town);
    draft.surname = "Rosi";
    draft.name = "Maria";
    must(people_doubles(town->ctx, town->index, &draft, 0, &doubles, &count));
    assert_int_equal(count, 2);
    assert_int_equal(doubles[0].reason, DOUBLE_BIRTH);
    assert_int_equal(doubles[1].reason, DOUBLE_ALIKE);
    town_close(town);
}

static void declaration_newest_by_date_holds(void **state)
{
    struct town *town = town_open(state);
    struct step step = {.person = create_rosi(town), .word = "yes", .on = date_of(2026, 10, 12)};
    struct person_card card;

    must(store_write(town->ctx, declare_step, &step));
    step.word = "no"; /* told later, of an earlier day */
    step.on = date_of(2026, 3, 1);
    must(store_write(town->ctx, declare_step, &step));
    must(person_card(town->ctx, step.person, &card));
    assert_string_equal(card.lives_alone, "yes");
    assert_int_equal(card.lives_alone_on.days, date_of(2026, 10, 12).days);
    town_close(town);
}

static void household_joining_another_ends_the_former(void **state)
{
    struct town *town = town_open(state);
    struct person_draft aldo = draft_of("Rosi", "Aldo", DATE_NONE, town->arrone);
    struct person_draft elda = draft_of("Conti", "Elda", DATE_NONE, town->arrone);
    struct step step = {.person = create_rosi(town), .word = "child", .on = date_of(2026, 1, 1)};
    struct household_former_row *former;
    struct person_card card;
    size_t count;
    int64_t child = create(town, &aldo);

    step.other = child;
    must(store_write(town->ctx, join_step, &step));
    assert_int_equal(store_write(town->ctx, join_step, &step), ERR_CONFLICT);
    step.person = create(town, &elda);
    step.on = date_of(2026, 6, 1);
    must(store_write(town->ctx, join_step, &step));
    must(person_card(town->ctx, child, &card));
    assert_string_equal(card.household, "vive con Elda");
    must(test_store_tamper(town->store,
                           "update person set died_on = '2026-06-02' where name = 'Elda'"));
    must(person_card(town->ctx, child, &card));
    assert_null(card.household);
    must(test_store_tamper(town->store, "update person set died_on = null"));
    must(household_former(town->ctx, child, &former, &count));
    assert_int_equal(count, 1);
    step.on = date_of(2026, 5, 1); /* before the entry */
    assert_int_equal(store_write(town->ctx, leave_step, &step), ERR_CONFLICT);
    step.on = date_of(2026, 7, 1);
    must(store_write(town->ctx, leave_step, &step));
    must(person_card(town->ctx, child, &card));
    assert_null(card.household);
    town_close(town);
}

static void change_keeps_the_former_home_and_refuses_an_old_version(void **state)
{
    struct town *town = town_open(state);
    struct person_edit edit;
    struct residence_row *homes;
    struct person_card card;
    size_t count;
    int64_t id = create_rosi(town);

    must(person_read_edit(town->ctx, id, &edit));
    edit.draft.place_id = town->ferentillo;
    edit.draft.address = "via Roma 1";
    edit.lives_there_from = date_of(2026, 11, 1);
    must(store_write(town->ctx, change_step, &edit));
    assert_int_equal(store_write(town->ctx, change_step, &edit), ERR_CONFLICT);
    must(person_residences(town->ctx, id, &homes, &count));
    assert_int_equal(count, 2);
    must(person_card(town->ctx, id, &card));
    assert_string_equal(card.phone, "+390744780112");
    assert_int_equal(card.latitude_micro, 42620000);
    act_as(town, ELSEWHERE); /* the index knows of the new place too */
    assert_int_equal(found(town, "rosi"), 0);
    town_close(town);
}

static void timeline_has_newest_first(void **state)
{
    struct town *town = town_open(state);
    struct step step = {.person = create_rosi(town), .word = "yes", .on = date_of(2026, 10, 12)};
    const struct person_event *events;
    size_t count;

    must(store_write(town->ctx, declare_step, &step));
    must(person_timeline(town->ctx, step.person, &events, &count));
    assert_int_equal(count, 2);
    assert_string_equal(events[0].kind, "Scheda creata");
    assert_string_equal(events[1].text, "Sì");
    town_close(town);
}

static void index_follows_the_write_of_another_connection(void **state)
{
    struct town *town = town_open(state);
    struct arena arena;
    struct ctx other = test_store_worker(town->store, &arena);
    struct making making = {.draft = draft_of("Bianchi", "Sergio", DATE_NONE, town->arrone)};

    assert_int_equal(found(town, "bianchi"), 0);
    must(store_write(&other, make, &making));
    assert_int_equal(found(town, "bianchi"), 1);
    test_store_worker_end(&other);
    town_close(town);
}

static enum status make_many(struct ctx *tx, void *args)
{
    struct making *making = args;

    for (int i = 0; i < 1200; i++)
        TRY(person_create(tx, &making->draft, &making->id));
    return OK;
}

static void index_after_very_many_changes_is_read_again(void **state)
{
    struct town *town = town_open(state);
    struct making making = {.draft = draft_of("Bianchi", "Sergio", DATE_NONE, town->arrone)};

    must(store_write(town->ctx, make_many, &making));
    assert_int_equal(found(town, "bianchi"), PEOPLE_HITS_DEFAULT);
    create_rosi(town);
    assert_int_equal(found(town, "rosi"), 1);
    town_close(town);
}

static void back_path_stays_at_home(void **state)
{
    struct test_store *t = *state;

    assert_string_equal(person_back_path(&t->arena, "/contatti/nuovo?canale=phone", 7),
                        "/contatti/nuovo?canale=phone&persona=7");
    assert_string_equal(person_back_path(&t->arena, "/x", 7), "/x?persona=7");
    assert_null(person_back_path(&t->arena, "//elsewhere.example", 7));
    assert_null(person_back_path(&t->arena, "https://elsewhere.example", 7));
    assert_null(person_back_path(&t->arena, "/x#y", 7));
    assert_null(person_back_path(&t->arena, NULL, 7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(every_statement_prepares),
        ON_BOTH_ENGINES(person_created_is_found_by_name_and_phone),
        ON_BOTH_ENGINES(person_of_another_place_is_out_of_reach),
        ON_BOTH_ENGINES(search_filters_before_it_cuts),
        ON_BOTH_ENGINES(rides_coordinator_sees_riders_only_and_little_of_them),
        ON_BOTH_ENGINES(restricted_person_exists_for_the_circle_alone),
        ON_BOTH_ENGINES(last_of_a_circle_cannot_be_taken_out),
        ON_BOTH_ENGINES(circle_is_of_a_restricted_person_only),
        ON_BOTH_ENGINES(candidate_of_two_roles_is_listed_once),
        ON_BOTH_ENGINES(double_of_a_restricted_person_is_listed_to_the_circle_alone),
        ON_BOTH_ENGINES(double_of_who_moved_out_of_reach_is_not_listed),
        ON_BOTH_ENGINES(list_of_doubles_ends_at_its_bound),
        ON_BOTH_ENGINES(doubles_come_strongest_first),
        ON_BOTH_ENGINES(declaration_newest_by_date_holds),
        ON_BOTH_ENGINES(household_joining_another_ends_the_former),
        ON_BOTH_ENGINES(change_keeps_the_former_home_and_refuses_an_old_version),
        ON_BOTH_ENGINES(timeline_has_newest_first),
        ON_BOTH_ENGINES(index_follows_the_write_of_another_connection),
        ON_BOTH_ENGINES(index_after_very_many_changes_is_read_again),
        ON_SQLITE(back_path_stays_at_home),
    };

    return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
