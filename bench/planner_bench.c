/*
 * The answer on the phone: what it costs in processor time to place one more ride in a full day.
 * The day is made as the desk would make it, call by call: each ride that has a place is promised a
 * window of a quarter of an hour and stays.
 *
 *   planner_bench [rides] [volunteers] [seed]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/planner/planner.h"
#include "table.h"

enum {
    MINUTE = 60,
    HOUR = 3600,
    DESTINATIONS = 12,
    SHARED_CARS = 2,
    PEOPLE = 150, /* who ask for rides, beside the volunteers */
    ASKED = 2000, /* calls measured on the full day */
    GOAL_US = 1000,
    GOAL_ROOM_US = 50 * 1000,
    ROOM_TRIES = 112,
    FAIR_TRIES = 600, /* of the search, as a page has time for */
    FAIR_PERCENT = 10,
    FAIR_HOURS = 40, /* that everybody offers */
    VOLUNTEERS_MAX = 128,
    ARENA_CAP = 64 * 1024 * 1024,
};

struct bench {
    struct arena keep;    /* the day */
    struct arena scratch; /* of one call */
    uint64_t seed;
    struct planner_problem problem;
    struct planner_leg *legs;
    struct planner_plan plan;
};

static int32_t draw(struct bench *bench, int32_t below)
{
    bench->seed += 0x9e3779b97f4a7c15U;

    uint64_t z = bench->seed;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (int32_t)((z ^ (z >> 31)) % (uint64_t)below);
}

/* A valley of 20 km by 8, roads 1.3 times as long as the bird's way, 45 km/h. */
static void make_tables(struct bench *bench)
{
    int32_t count = bench->problem.point_count;
    size_t cells = (size_t)count * (size_t)count;
    double *x = arena_array(&bench->keep, double, (size_t)count);
    double *y = arena_array(&bench->keep, double, (size_t)count);
    int32_t *metres = arena_array(&bench->keep, int32_t, cells);
    int32_t *travel = arena_array(&bench->keep, int32_t, cells);

    for (int32_t i = 0; i < count; i++) {
        x[i] = draw(bench, 20000);
        y[i] = draw(bench, 8000);
    }
    for (size_t i = 0; i < cells; i++) {
        size_t from = i / (size_t)count;
        size_t to = i % (size_t)count;

        metres[i] = (int32_t)ceil(1.3 * hypot(x[from] - x[to], y[from] - y[to]));
        travel[i] = (int32_t)ceil(metres[i] / 12.5);
    }
    bench->problem.metres = metres;
    bench->problem.travel = travel;
}

/* Two cars of the association, one own car each; shifts of a whole day or half of one. */
static void make_volunteers(struct bench *bench)
{
    struct planner_problem *problem = &bench->problem;
    size_t count = (size_t)problem->volunteer_count;
    struct planner_car *cars =
        arena_array(&bench->keep, struct planner_car, (size_t)problem->car_count);
    struct planner_shift *shifts = arena_array(&bench->keep, struct planner_shift, count);
    uint8_t *may_drive = arena_array(&bench->keep, uint8_t, count * (size_t)problem->car_count);

    for (int32_t i = 0; i < problem->car_count; i++) {
        bool shared = i < SHARED_CARS;

        cars[i] = (struct planner_car){shared ? 0 : PLANNER_NONE, shared ? 7 : 4, 1 + shared,
                                       PLANNER_ALWAYS};
    }
    for (int32_t i = 0; i < problem->volunteer_count; i++) {
        static const struct planner_window hours[] = {
            {7 * HOUR, 19 * HOUR}, {7 * HOUR, 13 * HOUR}, {13 * HOUR, 19 * HOUR}};
        int32_t home = DESTINATIONS + i;

        shifts[i] = (struct planner_shift){.volunteer = i,
                                           .hours = hours[i % 5 < 3 ? 0 : i % 5 - 2],
                                           .start_point = home,
                                           .end_point = home,
                                           .duration_max = PLANNER_TIME_MAX};
        may_drive[i * problem->car_count + SHARED_CARS + i] = 1;
        for (int32_t car = 0; car < SHARED_CARS; car++)
            may_drive[i * problem->car_count + car] = i % 5 >= 3;
    }
    problem->cars = cars;
    problem->shifts = shifts;
    problem->may_drive = may_drive;
}

/* To an appointment and back: there at most half an hour early, fetched within 40 minutes. */
static void make_ride(struct bench *bench, int32_t leg)
{
    int32_t people = bench->problem.point_count - DESTINATIONS;
    int32_t home = DESTINATIONS + draw(bench, people);
    int32_t place = draw(bench, DESTINATIONS);
    int32_t at = 8 * HOUR + 15 * MINUTE * draw(bench, 36);
    int32_t ready = at + 15 * MINUTE * (2 + draw(bench, 5));
    struct planner_leg out = {
        .person = home - DESTINATIONS,
        .pickup_point = home,
        .dropoff_point = place,
        .pickup = {0, 24 * HOUR},
        .dropoff = {at - 30 * MINUTE, at},
        .pickup_service = 4 * MINUTE,
        .dropoff_service = 2 * MINUTE,
        .onboard_max = 45 * MINUTE,
        .seats = 1 + (draw(bench, 5) == 0),
        .wheelchairs = draw(bench, 10) == 0,
        .volunteer = PLANNER_NONE,
        .with_leg = PLANNER_NONE,
    };
    struct planner_leg back = out;

    back.pickup_point = place;
    back.dropoff_point = home;
    back.pickup = (struct planner_window){ready, ready + 40 * MINUTE};
    back.dropoff = (struct planner_window){0, 24 * HOUR};
    bench->legs[leg] = out;
    bench->legs[leg + 1] = back;
}

static enum status ask(struct bench *bench, int32_t leg, struct planner_offer *ret_offers)
{
    struct planner_request request = {2, {leg, leg + 1}, {1, 0, 2000, 500}, PLANNER_OFFERS_MAX};
    int32_t count;

    return planner_insert(&bench->scratch, &bench->problem, &bench->plan, &request, ret_offers,
                          &count);
}

static enum status make_room(struct bench *bench, const struct planner_request *request)
{
    struct planner_plan plan;

    return planner_make_room(&bench->scratch, &bench->problem, &bench->plan, request, ROOM_TRIES,
                             &plan);
}

static void promise(struct bench *bench, const struct planner_offer *offer)
{
    planner_apply(&bench->keep, &bench->problem, offer, &bench->plan);
    for (int32_t i = 0; i < offer->place_count; i++) {
        struct planner_leg *leg = &bench->legs[offer->places[i].leg];

        leg->promised = true;
        leg->said = offer->places[i].pickup;
        if (leg->said.to > leg->said.from + 15 * MINUTE)
            leg->said.to = leg->said.from + 15 * MINUTE;
    }
}

static int32_t fill_day(struct bench *bench, int32_t rides)
{
    int32_t taken = 0;

    for (int32_t call = 0; call < 20 * rides && taken < rides; call++) {
        struct planner_offer offers[PLANNER_OFFERS_MAX];

        make_ride(bench, 2 * taken);
        bench->problem.leg_count = 2 * taken + 2;
        if (ask(bench, 2 * taken, offers) == OK) {
            promise(bench, &offers[0]);
            taken++;
        }
        arena_reset(&bench->scratch);
    }
    return taken;
}

/* Of this thread's own work: on a shared machine the clock on the wall measures the others. */
static double cpu_us(void)
{
    return bench_thread_seconds() * 1e6;
}

static void print_line(const char *what, double *took_us, int32_t count, int32_t yes)
{
    printf("%s: calls %d, yes %d, median %.0f us, p95 %.0f us, p99 %.0f us\n", what, count, yes,
           bench_median(took_us, count), bench_quantile(took_us, count, 0.95),
           bench_quantile(took_us, count, 0.99));
}

/* Calls that change nothing, and for each refused one the nearest times of the day. */
static void measure(struct bench *bench, int32_t leg)
{
    static double insert_us[ASKED];
    static double nearest_us[ASKED];
    static double room_us[ASKED];
    int32_t yes = 0;
    int32_t made_room = 0;
    int32_t asked_nearest = 0;
    int32_t found_nearest = 0;

    bench->problem.leg_count = leg + 2;
    for (int32_t i = 0; i < ASKED; i++) {
        struct planner_offer offers[PLANNER_OFFERS_MAX];
        struct planner_moved moved[3];
        struct planner_request request = {2, {leg, leg + 1}, {1, 0, 2000, 500}, 1};
        struct planner_moves moves = {15 * MINUTE, -4 * HOUR, 4 * HOUR};
        int32_t count;

        make_ride(bench, leg);

        double start = cpu_us();
        enum status status = ask(bench, leg, offers);

        insert_us[i] = cpu_us() - start;
        yes += status == OK;
        if (status != OK) {
            start = cpu_us();
            found_nearest += planner_nearest(&bench->scratch, &bench->problem, &bench->plan,
                                             &request, moves, 3, moved, &count) == OK;
            nearest_us[asked_nearest] = cpu_us() - start;
            start = cpu_us();
            made_room += make_room(bench, &request) == OK;
            room_us[asked_nearest++] = cpu_us() - start;
        }
        arena_reset(&bench->scratch);
    }
    print_line("insertion of a ride with its return", insert_us, ASKED, yes);
    bench_line("ride insertion, 10 volunteers, 100 rides: p99 in ms",
               bench_quantile(insert_us, ASKED, 0.99) / 1e3, AT_MOST, GOAL_US / 1e3);
    if (asked_nearest == 0)
        return;
    print_line("nearest three times after a no", nearest_us, asked_nearest, found_nearest);
    print_line("room made by moving others inside what was said", room_us, asked_nearest,
               made_room);
    bench_line("the same, moving earlier promises: p99 in ms",
               bench_quantile(room_us, asked_nearest, 0.99) / 1e3, AT_MOST, GOAL_ROOM_US / 1e3);
}

static bool tries_left(void *context, const struct planner_progress *progress)
{
    const int64_t *tries = context;

    return progress->tries < *tries;
}

static int64_t plan_metres(const struct planner_problem *problem, const struct planner_plan *plan)
{
    int64_t metres = 0;

    for (int32_t i = 0; i < plan->route_count; i++) {
        const struct planner_route *route = &plan->routes[i];
        bool shared = route->stop_count > 0 && problem->cars[route->car].base_point != PLANNER_NONE;
        int32_t home =
            shared ? problem->cars[route->car].base_point : problem->shifts[i].start_point;
        int32_t at = home;

        for (int32_t k = 0; k < route->stop_count; k++) {
            const struct planner_leg *leg = &problem->legs[route->stops[k].leg];
            int32_t to =
                route->stops[k].kind == PLANNER_PICKUP ? leg->pickup_point : leg->dropoff_point;

            metres += problem->metres[at * problem->point_count + to];
            at = to;
        }
        metres += problem->metres[at * problem->point_count + home];
    }
    return metres;
}

/* The largest share in thousandths. */
static int64_t largest_share(struct bench *bench, const struct planner_fairness *fairness,
                             const struct planner_plan *plan)
{
    int64_t busy[VOLUNTEERS_MAX];
    int64_t largest = 0;

    planner_busy(&bench->scratch, &bench->problem, plan, busy);
    for (int32_t i = 0; i < bench->problem.volunteer_count; i++) {
        int64_t share = (fairness->taken[i] + busy[i]) * 1000 / fairness->offered[i];

        largest = share > largest ? share : largest;
    }
    return largest;
}

/* A day as short as the search finds it, and one that is fairer within a tenth of its way. */
static void measure_fairness(struct bench *bench)
{
    const struct planner_aim aim = {{1, 0, 2000, 500}, 1000 * 1000 * 1000};
    int64_t taken[VOLUNTEERS_MAX];
    int64_t offered[VOLUNTEERS_MAX];
    struct planner_fairness fairness = {taken, offered, 10, 0, INT64_MAX};
    struct planner_plan shortest, fairer;
    int64_t tries = FAIR_TRIES;
    double took_us;

    for (int32_t i = 0; i < bench->problem.volunteer_count; i++) {
        offered[i] = FAIR_HOURS * HOUR;
        taken[i] = draw(bench, FAIR_HOURS / 2 * HOUR);
    }
    if (planner_improve(&bench->scratch, &bench->problem, &bench->plan, &aim, 1, tries_left, &tries,
                        &shortest) != OK)
        return;
    fairness.metres_max = plan_metres(&bench->problem, &shortest) * (100 + FAIR_PERCENT) / 100;
    took_us = cpu_us();
    if (planner_balance(&bench->scratch, &bench->problem, &shortest, &aim.costs, &fairness, 1,
                        tries_left, &tries, &fairer) != OK)
        return;
    took_us = cpu_us() - took_us;

    double before = (double)largest_share(bench, &fairness, &shortest);
    double after = (double)largest_share(bench, &fairness, &fairer);

    printf("a fairer day within %d %% of the way: %.0f ms, largest share %.1f %% -> %.1f %%\n",
           FAIR_PERCENT, took_us / 1e3, before / 10, after / 10);
    bench_line("the largest share of a fairer day, of the shortest one's", after / before, AT_MOST,
               1);
}

static void make_day(struct bench *bench, int32_t rides, int32_t volunteers)
{
    struct planner_problem *problem = &bench->problem;

    problem->volunteer_count = volunteers;
    problem->shift_count = volunteers;
    problem->car_count = volunteers + SHARED_CARS;
    problem->person_count = volunteers + PEOPLE;
    problem->point_count = DESTINATIONS + problem->person_count;
    make_tables(bench);
    make_volunteers(bench);
    problem->company =
        arena_array(&bench->keep, uint8_t, (size_t)volunteers * (size_t)problem->person_count);
    bench->legs = arena_array(&bench->keep, struct planner_leg, 2 * (size_t)rides + 2);
    problem->legs = bench->legs;
    planner_plan_init(&bench->keep, problem, &bench->plan);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    int32_t rides = argc > 1 ? atoi(argv[1]) : 100;
    int32_t volunteers = argc > 2 ? atoi(argv[2]) : 10;
    struct planner_report report;

    bench.seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    if (rides < 1 || 2 * rides + 2 > PLANNER_LEGS_MAX || volunteers < 1 ||
        volunteers > PLANNER_VOLUNTEERS_MAX - SHARED_CARS)
        return 2;
    if (arena_init(&bench.keep, ARENA_CAP) != OK || arena_init(&bench.scratch, ARENA_CAP) != OK)
        return 1;
    make_day(&bench, rides, volunteers);

    int32_t taken = fill_day(&bench, rides);

    if (planner_validate(&bench.problem) != OK ||
        !planner_check(&bench.scratch, &bench.problem, &bench.plan, &report))
        return 1;
    printf("a day of %d rides, %d volunteers\n", taken, volunteers);
    measure(&bench, 2 * taken);
    bench.problem.leg_count = 2 * taken;
    measure_fairness(&bench);
    arena_free(&bench.keep);
    arena_free(&bench.scratch);
    return 0;
}
