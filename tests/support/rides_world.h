/*
 * A small valley for the tests of rides: two villages, a health centre in one of them, volunteers
 * and cars as a test wants them. A header alone, so that tests of other rooms do not need this one.
 */
#ifndef TESTS_SUPPORT_RIDES_WORLD_H
#define TESTS_SUPPORT_RIDES_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network/network.h"
#include "people/people.h"
#include "rides/day.h"
#include "rides/rides.h"
#include "staff/actor.h"
#include "staff_sql.h"
#include "support/database.h"
#include "volunteers/papers.h"
#include "volunteers/volunteers.h"
#include "zone/policy.h"
#include "zone/zone.h"

struct rides_world {
    struct test_store store;
    struct actor coordinator; /* sees persons; may grant exceptions */
    int64_t arrone;
    int64_t ferentillo;
    int64_t elsewhere; /* a place that the office does not serve */
    int64_t office;
    int64_t organization;
    int64_t health_centre; /* in Arrone */
    int64_t rosa;          /* of Ferentillo, lives alone, self-sufficient */
    int64_t ada;           /* the same */
};

/* The Wednesday after test_now(), which is a Monday at 10 in the morning. */
static inline struct date world_day(void)
{
    return date_of(2026, 11, 25);
}

static inline struct clock_time at(int hour, int minute)
{
    return (struct clock_time){hour * 60 + minute};
}

static inline void must_be_ok(enum status status, const char *what)
{
    if (status != OK)
        fail_msg("%s: %s", what, status_name(status));
}
#define OK_OR_FAIL(call) must_be_ok(call, #call)

/* Changes the data behind the program's back. */
static inline void run(struct rides_world *world, const char *sql)
{
    OK_OR_FAIL(test_store_tamper(&world->store, sql));
}

static inline int64_t world_person(struct ctx *tx, const char *surname, int64_t place_id)
{
    struct person_draft draft = {
        .surname = surname,
        .name = "Prova",
        .birth_date = date_of(1940, 1, 1),
        .place_id = place_id,
        .address = "Via di Prova 1",
        .latitude_micro = SQL_INT_NONE,
        .longitude_micro = SQL_INT_NONE,
        .phones = {"+390744000001"},
        .rider = true,
    };
    int64_t id;

    OK_OR_FAIL(person_create(tx, &draft, &id));
    OK_OR_FAIL(person_declare(tx, id, "lives_alone", "yes", "self", instant_date(tx->now)));
    OK_OR_FAIL(
        person_declare(tx, id, "autonomy", "self_sufficient", "self", instant_date(tx->now)));
    return id;
}

static inline int64_t world_place(struct ctx *tx, int64_t municipality_id, const char *name,
                                  int64_t latitude, int64_t longitude)
{
    int64_t id;

    OK_OR_FAIL(zone_add_place(tx,
                              &(struct place_insert_args){.municipality_id = municipality_id,
                                                          .name = name,
                                                          .kind = "town",
                                                          .latitude_micro = latitude,
                                                          .longitude_micro = longitude},
                              &id));
    return id;
}

static inline void world_zone(struct ctx *tx, struct rides_world *world)
{
    int64_t municipality;

    OK_OR_FAIL(zone_create(tx, &(struct zone_insert_args){
                                   .name = "Zona", .controller = "Comune", .created_at = tx->now}));
    OK_OR_FAIL(zone_add_municipality(tx, "A439", "Arrone", true, &municipality));
    world->arrone = world_place(tx, municipality, "Arrone", 42583300, 12768300);
    world->ferentillo = world_place(tx, municipality, "Ferentillo", 42619700, 12788300);
    world->elsewhere = world_place(tx, municipality, "Terni", 42560000, 12640000);

    const int64_t places[] = {world->arrone, world->ferentillo};
    const struct office_insert_args office = {.code = "valnerina",
                                              .name = "Valnerina",
                                              .place_id = world->arrone,
                                              .address = "Via Prova 1",
                                              .about = "Ufficio"};
    const struct organization_insert_args body = {
        .code = "auser", .name = "AUSER", .kind = "third_sector", .description = "Volontari"};
    const struct destination_insert_args destination = {.name = "Centro di salute",
                                                        .kind = "health_centre",
                                                        .place_id = world->arrone,
                                                        .address = "Via Matteotti 18",
                                                        .latitude_micro = 42582300,
                                                        .longitude_micro = 12769100,
                                                        .boarding_minutes = 3};

    OK_OR_FAIL(zone_add_office(tx, &office, places, 2, &world->office));
    OK_OR_FAIL(organization_insert(tx, &body, &world->organization));
    OK_OR_FAIL(destination_create(tx, &destination, &world->health_centre));
}

/* For ever. */
static inline void world_paper(struct ctx *tx, struct paper_owner owner, const char *kind)
{
    const struct paper_insert_args paper = {.volunteer_id = owner.volunteer_id,
                                            .vehicle_id = owner.vehicle_id,
                                            .kind = kind,
                                            .from_date = date_of(2019, 1, 1),
                                            .to_date = DATE_NONE};
    int64_t id;

    OK_OR_FAIL(paper_add(tx, &paper, &id));
}

/* Weekly hours on every day, Sunday too, since long before; with the papers to drive. */
static inline int64_t world_volunteer(struct ctx *tx, const struct rides_world *world,
                                      const char *surname, struct clock_time starts,
                                      struct clock_time ends)
{
    const struct volunteer_insert_args volunteer = {.organization_id = world->organization,
                                                    .surname = surname,
                                                    .name = "Mario",
                                                    .phone = "+393330000001",
                                                    .place_id = world->arrone,
                                                    .latitude_micro = 42584000,
                                                    .longitude_micro = 12767000,
                                                    .from_date = date_of(2020, 1, 1),
                                                    .to_date = DATE_NONE};
    int64_t id;

    OK_OR_FAIL(volunteer_create(tx, &volunteer, &id));
    for (int day = MONDAY; day <= SUNDAY; day++)
        OK_OR_FAIL(volunteer_add_hours(
            tx, &(struct volunteer_hours_insert_args){.volunteer_id = id,
                                                      .weekday = day,
                                                      .starts = starts,
                                                      .ends = ends,
                                                      .valid_from = date_of(2020, 1, 1),
                                                      .valid_to = DATE_NONE}));
    world_paper(tx, (struct paper_owner){.volunteer_id = id}, "licence");
    world_paper(tx, (struct paper_owner){.volunteer_id = id}, "insurance");
    return id;
}

/* Of the volunteer, or with 0 of the organization. */
static inline int64_t world_car(struct ctx *tx, const struct rides_world *world, int64_t owner,
                                int64_t seats, int64_t wheelchairs)
{
    const struct vehicle_insert_args car = {.name = "Panda",
                                            .owner_volunteer_id = owner,
                                            .owner_organization_id =
                                                owner ? 0 : world->organization,
                                            .seats = seats,
                                            .folding_wheelchairs = wheelchairs,
                                            .latitude_micro = 42584000,
                                            .longitude_micro = 12767000,
                                            .from_date = date_of(2020, 1, 1),
                                            .to_date = DATE_NONE};
    int64_t id;

    OK_OR_FAIL(vehicle_create(tx, &car, &id));
    world_paper(tx, (struct paper_owner){.vehicle_id = id}, "policy");
    if (owner)
        OK_OR_FAIL(vehicle_allow(tx, owner, id));
    return id;
}

static inline enum status world_fill(struct ctx *tx, void *args)
{
    struct rides_world *world = args;
    struct system_user user;

    OK_OR_FAIL(staff_system_user_add(tx, tx->now));
    OK_OR_FAIL(staff_system_user(tx, &user));
    world->coordinator.user_id = user.id;
    world_zone(tx, world);
    world->rosa = world_person(tx, "Rossi", world->ferentillo);
    world->ada = world_person(tx, "Adami", world->ferentillo);
    return OK;
}

static inline struct rides_world *world_open(enum db_kind engine)
{
    struct rides_world *world = calloc(1, sizeof(*world));

    test_store_open(&world->store, engine);
    world->coordinator = (struct actor){.username = "anna",
                                        .full_name = "Anna Esposito",
                                        .stage = ACTOR_OPEN,
                                        .roles = {{.role = ROLE_COORDINATOR}},
                                        .role_count = 1,
                                        .whole_zone = true};
    world->store.ctx.actor = &world->coordinator;
    OK_OR_FAIL(store_write(&world->store.ctx, world_fill, world));
    return world;
}

static inline int world_setup_sqlite(void **state)
{
    *state = world_open(DB_SQLITE);
    return 0;
}

static inline int world_setup_postgres(void **state)
{
    *state = world_open(DB_POSTGRES);
    return 0;
}

static inline int world_teardown(void **state)
{
    struct rides_world *world = *state;

    test_store_close(&world->store);
    free(world);
    return 0;
}

#define IN_THE_VALLEY(test)                                                                        \
    {#test " [sqlite]", test, world_setup_sqlite, world_teardown, NULL},                           \
    {                                                                                              \
#test " [postgres]", test, world_setup_postgres, world_teardown, NULL                      \
    }

/* One volunteer with an own car of three seats and room for a wheelchair, from eight to one. */
struct world_driver {
    const struct rides_world *world;
    struct clock_time starts;
    struct clock_time ends;
    int64_t seats;
    int64_t wheelchairs;
    int64_t volunteer; /* set */
    int64_t vehicle;   /* set */
};

static inline enum status world_add_driver(struct ctx *tx, void *args)
{
    struct world_driver *driver = args;

    driver->volunteer = world_volunteer(tx, driver->world, "Fabbri", driver->starts, driver->ends);
    driver->vehicle =
        world_car(tx, driver->world, driver->volunteer, driver->seats, driver->wheelchairs);
    return OK;
}

static inline struct world_driver world_driver(struct rides_world *world)
{
    struct world_driver driver = {
        .world = world, .starts = at(8, 0), .ends = at(13, 0), .seats = 3, .wheelchairs = 1};

    OK_OR_FAIL(store_write(&world->store.ctx, world_add_driver, &driver));
    return driver;
}

/* Rosa to the health centre on Wednesday at 10, one way. */
static inline struct ride_wish world_wish(const struct rides_world *world)
{
    return (struct ride_wish){
        .person_id = world->rosa,
        .office_id = world->office,
        .destination_id = world->health_centre,
        .called_at = world->store.ctx.now,
        .day = world_day(),
        .appointment = at(10, 0),
        .return_kind = RIDE_RETURN_NONE,
        .return_at = CLOCK_NONE,
        .mobility_aid = "none",
        .boarding_minutes = 5,
    };
}

static inline struct ride_answer ask(struct rides_world *world, struct ride_wish wish)
{
    struct ride_answer answer;

    OK_OR_FAIL(ride_ask(&world->store.ctx, &wish, &answer));
    return answer;
}

static inline void assert_refused(struct rides_world *world, struct ride_wish wish,
                                  enum ride_refusal refusal)
{
    assert_string_equal(ride_refusal_code(ask(world, wish).refusal), ride_refusal_code(refusal));
}

enum { CROWD = 64 };

struct crowd {
    const struct rides_world *world;
    int64_t ids[CROWD];
};

static inline enum status make_crowd(struct ctx *tx, void *args)
{
    struct crowd *crowd = args;

    for (int i = 0; i < CROWD; i++)
        crowd->ids[i] =
            world_person(tx, "Tanti", i % 3 ? crowd->world->ferentillo : crowd->world->arrone);
    return OK;
}

struct world_booking {
    struct ride_wish wish;
    const struct ride_said *said;
    struct ride_answer answer;
    int64_t id;
    int64_t number;
};

static inline enum status world_book_operation(struct ctx *tx, void *args)
{
    struct world_booking *booking = args;

    return ride_book(tx, &booking->wish, booking->said, &booking->answer, &booking->id,
                     &booking->number);
}

static inline enum status world_book(struct ctx *ctx, struct ride_wish wish,
                                     struct world_booking *ret_booking)
{
    *ret_booking = (struct world_booking){.wish = wish};
    return store_write(ctx, world_book_operation, ret_booking);
}

#endif
