#include "engine/planner/proof.h"

#include <math.h>

#include "engine/planner/chain.h"

/* Times of one car are asked of a day this much wider, in the planner's units: rounding must not
   leave out an event that the program would need. */
enum {
    SLACK = 16,
    PASSED_MAX = 3,
    ORDERED_MAX = 4,
    EVENTS_MAX = 2 * PROOF_SETS_MAX * PROOF_ABOARD_MAX
};

/* --- can one car pass here? ------------------------------------------------------------------- */

struct tester {
    const struct dial_a_ride *file;
    struct planner_problem problem; /* with wider windows, and seats without end */
    struct planner_plan plan;       /* one route, written anew for each question */
    struct chain chain;
};

static struct planner_window wider(struct planner_window window)
{
    return (struct planner_window){window.from > SLACK ? window.from - SLACK : 0,
                                   window.to < PLANNER_TIME_MAX - SLACK ? window.to + SLACK
                                                                        : PLANNER_TIME_MAX};
}

static void tester_init(struct arena *arena, const struct dial_a_ride *file,
                        struct tester *ret_tester)
{
    const struct planner_problem *problem = &file->problem;
    size_t legs = (size_t)problem->leg_count;
    struct planner_leg *loose = arena_array(arena, struct planner_leg, legs);
    struct planner_shift *shift = arena_new(arena, struct planner_shift);

    *ret_tester = (struct tester){.file = file, .problem = *problem};
    for (size_t i = 0; i < legs; i++) {
        loose[i] = problem->legs[i];
        loose[i].pickup = wider(loose[i].pickup);
        loose[i].dropoff = wider(loose[i].dropoff);
        if (loose[i].onboard_max < PLANNER_TIME_MAX - SLACK)
            loose[i].onboard_max += SLACK;
    }
    *shift = problem->shifts[0];
    shift->hours = wider(shift->hours);
    if (shift->duration_max < PLANNER_TIME_MAX - SLACK)
        shift->duration_max += SLACK;
    ret_tester->problem.legs = loose;
    ret_tester->problem.shifts = shift;
    ret_tester->problem.shift_count = 1;
    ret_tester->plan = (struct planner_plan){1, arena_new(arena, struct planner_route)};
    ret_tester->plan.routes[0] = (struct planner_route){
        .car = 0,
        .stops = arena_array(arena, struct planner_stop, 2 * PROOF_ABOARD_MAX + PASSED_MAX)};
    chain_init(arena, &ret_tester->problem, 2 * PROOF_ABOARD_MAX + PASSED_MAX + CHAIN_SPARE,
               &ret_tester->chain);
}

static void add_stops(struct tester *tester, enum planner_stop_kind kind,
                      const struct proof_set *set)
{
    struct planner_route *route = &tester->plan.routes[0];

    for (int32_t i = 0; i < set->count; i++)
        route->stops[route->stop_count++] = (struct planner_stop){kind, set->legs[i]};
}

/* The next order of a set's legs; false, and the first one again, after the last. */
static bool next_order(struct proof_set *set)
{
    int32_t *legs = set->legs;
    int32_t turn = set->count - 2;

    while (turn >= 0 && legs[turn] > legs[turn + 1])
        turn--;
    for (int32_t i = turn + 1, k = set->count - 1; i < k; i++, k--) {
        int32_t leg = legs[i];

        legs[i] = legs[k];
        legs[k] = leg;
    }
    if (turn < 0)
        return false;

    int32_t larger = turn + 1;
    int32_t leg = legs[turn];

    while (legs[larger] < leg)
        larger++;
    legs[turn] = legs[larger];
    legs[larger] = leg;
    return true;
}

/* In any order the first get in; then these stops, one after the other; then the last get out, in
   any order. */
struct passage {
    struct proof_set in;
    struct planner_stop stops[PASSED_MAX];
    int32_t stop_count;
    struct proof_set out;
};

static bool order_fits(struct tester *tester, const struct passage *passage)
{
    struct planner_route *route = &tester->plan.routes[0];

    route->stop_count = 0;
    add_stops(tester, PLANNER_PICKUP, &passage->in);
    for (int32_t i = 0; i < passage->stop_count; i++)
        route->stops[route->stop_count++] = passage->stops[i];
    add_stops(tester, PLANNER_DROPOFF, &passage->out);
    chain_build(&tester->plan, 0, &tester->chain);
    return chain_solve(&tester->chain);
}

static struct proof_span unscaled_span(const struct dial_a_ride *file, int32_t from, int32_t to)
{
    return (struct proof_span){from / file->scale, to / file->scale};
}

/* Could a car with nothing else to do pass so? Then `ret_spans` says within which times each stop
   would be made. For many people the answer is yes: looking would take too long. */
static bool can_pass(struct tester *tester, struct passage passage,
                     struct proof_span ret_spans[PASSED_MAX])
{
    bool found = false;

    for (int32_t i = 0; i < passage.stop_count; i++)
        ret_spans[i] = (struct proof_span){0, HUGE_VAL};
    if (passage.in.count > ORDERED_MAX || passage.out.count > ORDERED_MAX)
        return true;
    do {
        do {
            if (!order_fits(tester, &passage))
                continue;
            for (int32_t i = 0; i < passage.stop_count; i++) {
                int32_t node = 1 + passage.in.count + i;
                struct proof_span span = unscaled_span(tester->file, tester->chain.earliest[node],
                                                       tester->chain.latest[node]);

                ret_spans[i].from = found ? fmin(ret_spans[i].from, span.from) : span.from;
                ret_spans[i].to = found ? fmax(ret_spans[i].to, span.to) : span.to;
            }
            found = true;
        } while (next_order(&passage.out));
    } while (next_order(&passage.in));
    return found;
}

/* --- stops ------------------------------------------------------------------------------------ */

static struct proof_stop stop_times(const struct proof *proof, int32_t stop,
                                    struct planner_window window, int32_t service)
{
    const struct proof_stop *depot = &proof->stops[0];
    double scale = proof->file->scale;
    double lasts = service / scale;

    return (struct proof_stop){
        .earliest = fmax(window.from / scale, depot->earliest + proof_distance(proof, 0, stop)),
        .latest = fmin(window.to / scale, depot->latest - lasts - proof_distance(proof, stop, 0)),
        .service = lasts,
    };
}

static void make_stops(struct arena *arena, struct proof *proof)
{
    const struct planner_problem *problem = &proof->file->problem;
    struct planner_window hours = problem->shifts[0].hours;
    double scale = proof->file->scale;

    proof->stops = arena_array(arena, struct proof_stop, (size_t)problem->point_count);
    proof->stops[0] = (struct proof_stop){hours.from / scale, hours.to / scale, 0};
    for (int32_t i = 0; i < problem->leg_count; i++) {
        const struct planner_leg *leg = &problem->legs[i];
        int32_t on = leg->pickup_point;
        int32_t off = leg->dropoff_point;

        proof->stops[on] = stop_times(proof, on, leg->pickup, leg->pickup_service);
        proof->stops[off] = stop_times(proof, off, leg->dropoff, leg->dropoff_service);
    }
}

/* --- sets and events -------------------------------------------------------------------------- */

static struct proof_set set_without(const struct proof_set *set, int32_t leg)
{
    struct proof_set less = {.load = set->load};

    for (int32_t i = 0; i < set->count; i++) {
        if (set->legs[i] != leg)
            less.legs[less.count++] = set->legs[i];
    }
    return less;
}

static struct proof_set set_with(const struct proof_set *set, int32_t leg)
{
    struct proof_set more = *set;
    int32_t at = more.count++;

    for (; at > 0 && more.legs[at - 1] > leg; at--)
        more.legs[at] = more.legs[at - 1];
    more.legs[at] = leg;
    return more;
}

static int set_compare(const struct proof_set *a, const struct proof_set *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (int32_t i = 0; i < a->count; i++) {
        if (a->legs[i] != b->legs[i])
            return a->legs[i] < b->legs[i] ? -1 : 1;
    }
    return 0;
}

/* The set's number or PLANNER_NONE: they are made in the order of set_compare. */
static int32_t set_find(const struct proof *proof, const struct proof_set *set)
{
    int32_t from = 0;
    int32_t to = proof->set_count;

    while (from < to) {
        int32_t middle = (from + to) / 2;
        int order = set_compare(&proof->sets[middle], set);

        if (order == 0)
            return middle;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return PLANNER_NONE;
}

/* Without whom of them, the others could be on board: all of these sets are there already. */
static bool is_part_of_sets(const struct proof *proof, const struct proof_set *set)
{
    for (int32_t i = 0; i < set->count; i++) {
        const struct proof_set less = set_without(set, set->legs[i]);

        if (set_find(proof, &less) == PLANNER_NONE)
            return false;
    }
    return true;
}

static int32_t *place_of(int32_t *table, const struct proof *proof, int32_t set, int32_t leg)
{
    return &table[(size_t)set * (size_t)proof->file->problem.leg_count + (size_t)leg];
}

static int32_t add_event(struct proof *proof, int32_t stop, int32_t set)
{
    proof->events[proof->event_count] = (struct proof_event){stop, set};
    return proof->event_count++;
}

/* The events in which one of the set got in last; whether there is any. */
static bool add_boardings(struct proof *proof, struct tester *tester, int32_t number)
{
    const struct proof_set *set = &proof->sets[number];
    bool any = false;

    for (int32_t i = 0; i < set->count; i++) {
        int32_t leg = set->legs[i];
        struct proof_span span[PASSED_MAX] = {{0}};

        if (!can_pass(tester,
                      (struct passage){set_without(set, leg), {{PLANNER_PICKUP, leg}}, 1, *set},
                      span))
            continue;
        *place_of(proof->boarding, proof, number, leg) = add_event(proof, leg + 1, number);
        any = true;
    }
    return any;
}

/* The events in which one of the set gets out first. */
static void add_leavings(struct proof *proof, struct tester *tester, int32_t number)
{
    const struct proof_set *set = &proof->sets[number];

    for (int32_t i = 0; i < set->count; i++) {
        int32_t leg = set->legs[i];
        const struct proof_set less = set_without(set, leg);
        struct proof_span span[PASSED_MAX] = {{0}};

        if (can_pass(tester, (struct passage){*set, {{PLANNER_DROPOFF, leg}}, 1, less}, span))
            *place_of(proof->leaving, proof, set_find(proof, &less), leg) =
                add_event(proof, proof->file->problem.leg_count + leg + 1, set_find(proof, &less));
    }
}

/* A set that nobody could have entered last is none, and drops out of those being made. */
static enum status add_set(struct proof *proof, struct tester *tester, const struct proof_set *set)
{
    if (proof->set_count == PROOF_SETS_MAX)
        return ERR_TOO_LARGE;
    proof->sets[proof->set_count++] = *set;
    if (!add_boardings(proof, tester, proof->set_count - 1)) {
        proof->set_count--;
        return OK;
    }
    add_leavings(proof, tester, proof->set_count - 1);
    return OK;
}

static enum status make_sets(struct proof *proof, struct tester *tester)
{
    const struct planner_problem *problem = &proof->file->problem;

    proof->sets[proof->set_count++] = (struct proof_set){.count = 0};
    for (int32_t from = 0; from < proof->set_count; from++) {
        const struct proof_set base = proof->sets[from];
        int32_t leg = base.count > 0 ? base.legs[base.count - 1] + 1 : 0;

        for (; leg < problem->leg_count; leg++) {
            struct proof_set more = base;

            if (base.load + problem->legs[leg].seats > problem->cars[0].seats)
                continue;
            if (more.count == PROOF_ABOARD_MAX)
                return ERR_TOO_LARGE;
            more.legs[more.count++] = leg;
            more.load += problem->legs[leg].seats;
            if (is_part_of_sets(proof, &more))
                TRY(add_set(proof, tester, &more));
        }
    }
    return OK;
}

/* --- arcs ------------------------------------------------------------------------------------- */

static bool is_boarding(const struct proof *proof, int32_t event)
{
    return proof->events[event].stop <= proof->file->problem.leg_count;
}

static struct planner_stop stop_at(const struct proof *proof, int32_t event)
{
    int32_t stop = proof->events[event].stop;

    return is_boarding(proof, event)
               ? (struct planner_stop){PLANNER_PICKUP, stop - 1}
               : (struct planner_stop){PLANNER_DROPOFF, stop - 1 - proof->file->problem.leg_count};
}

/* On board when the car comes to the event. */
static struct proof_set set_before(const struct proof *proof, int32_t event)
{
    const struct proof_set *after = &proof->sets[proof->events[event].set];
    int32_t leg = stop_at(proof, event).leg;

    return is_boarding(proof, event) ? set_without(after, leg) : set_with(after, leg);
}

static bool can_pass_events(const struct proof *proof, struct tester *tester, const int32_t *events,
                            int32_t count, struct proof_span ret_spans[PASSED_MAX])
{
    struct passage passage = {.in = set_before(proof, events[0]),
                              .stop_count = count,
                              .out = proof->sets[proof->events[events[count - 1]].set]};

    for (int32_t i = 0; i < count; i++)
        passage.stops[i] = stop_at(proof, events[i]);
    return can_pass(tester, passage, ret_spans);
}

static struct proof_span in_window(const struct proof *proof, int32_t event, struct proof_span span)
{
    const struct proof_stop *stop = &proof->stops[proof->events[event].stop];

    return (struct proof_span){fmax(span.from, stop->earliest), fmin(span.to, stop->latest)};
}

/* Only those that a car could drive. The depot has no times of its own. */
static enum status add_arc(struct proof *proof, struct tester *tester, int32_t from, int32_t to)
{
    struct proof_span spans[PASSED_MAX] = {{0}};
    const int32_t events[] = {from == 0 ? to : from, to};
    bool depot = from == 0 || to == 0;

    if (to == PLANNER_NONE || !can_pass_events(proof, tester, events, depot ? 1 : 2, spans))
        return OK;
    if (proof->arc_count == PROOF_ARCS_MAX)
        return ERR_TOO_LARGE;
    proof->arcs[proof->arc_count++] = (struct proof_arc){
        from, to, in_window(proof, from, spans[0]), in_window(proof, to, spans[depot ? 0 : 1])};
    return OK;
}

bool proof_can_follow(const struct proof *proof, int32_t arc, int32_t next)
{
    const struct proof_arc *one = &proof->arcs[arc];
    const int32_t events[] = {one->from, one->to, proof->arcs[next].to};
    struct proof_span spans[PASSED_MAX] = {{0}};

    if (events[0] == 0 || events[2] == 0)
        return true;
    return can_pass_events(proof, proof->tester, events, 3, spans);
}

static bool set_has(const struct proof_set *set, int32_t leg)
{
    for (int32_t i = 0; i < set->count; i++) {
        if (set->legs[i] == leg)
            return true;
    }
    return false;
}

/* From an event: somebody of those on board gets out, somebody else gets in, or the day ends. */
static enum status add_arcs_from(struct proof *proof, struct tester *tester, int32_t event)
{
    const struct proof_set *set = &proof->sets[proof->events[event].set];

    for (int32_t leg = 0; leg < proof->file->problem.leg_count; leg++) {
        struct proof_set other;
        int32_t number;

        if (set_has(set, leg)) {
            other = set_without(set, leg);
            number = set_find(proof, &other);
            TRY(add_arc(proof, tester, event, *place_of(proof->leaving, proof, number, leg)));
            continue;
        }
        if (set->count == PROOF_ABOARD_MAX)
            continue;
        other = set_with(set, leg);
        number = set_find(proof, &other);
        if (number != PLANNER_NONE)
            TRY(add_arc(proof, tester, event, *place_of(proof->boarding, proof, number, leg)));
    }
    return event != 0 && set->count == 0 ? add_arc(proof, tester, event, 0) : OK;
}

static bool each_can_board(const struct proof *proof)
{
    for (int32_t leg = 0; leg < proof->file->problem.leg_count; leg++) {
        const struct proof_set alone = {.count = 1, .legs = {leg}};

        if (set_find(proof, &alone) == PLANNER_NONE)
            return false;
    }
    return true;
}

static int32_t *table_of_none(struct arena *arena, size_t count)
{
    int32_t *table = arena_array(arena, int32_t, count);

    for (size_t i = 0; i < count; i++)
        table[i] = PLANNER_NONE;
    return table;
}

enum status proof_make(struct arena *arena, const struct dial_a_ride *file, struct proof *ret_proof)
{
    size_t cells = (size_t)PROOF_SETS_MAX * (size_t)file->problem.leg_count;
    struct tester *tester = arena_new(arena, struct tester);
    struct proof *proof = ret_proof;

    if (file->problem.leg_count > PROOF_LEGS_MAX)
        return ERR_TOO_LARGE;
    *proof = (struct proof){
        .file = file,
        .sets = arena_array(arena, struct proof_set, PROOF_SETS_MAX),
        .boarding = table_of_none(arena, cells),
        .leaving = table_of_none(arena, cells),
        .events = arena_array(arena, struct proof_event, EVENTS_MAX),
        .event_count = 1,
        .arcs = arena_array(arena, struct proof_arc, PROOF_ARCS_MAX),
    };
    make_stops(arena, proof);
    tester_init(arena, file, tester);
    proof->tester = tester;
    TRY(make_sets(proof, tester));
    if (!each_can_board(proof))
        return ERR_NOT_FOUND;
    for (int32_t event = 0; event < proof->event_count; event++)
        TRY(add_arcs_from(proof, tester, event));
    return OK;
}
