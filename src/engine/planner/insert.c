#include "engine/planner/planner.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/planner/choices.h"
#include "engine/planner/rules.h"

/* A way to answer the request; choices[1] is unset for a request of one leg. */
struct answer {
    int64_t cost;
    struct choice choices[2];
};

/* The cheapest choice of one leg alone, for each shift and car. */
struct singles {
    int32_t count;
    struct choice *choices;
};

struct search {
    const struct planner_problem *problem;
    const struct planner_plan *plan;
    const struct planner_request *request;
    int32_t volunteer[2]; /* who must drive the leg, or PLANNER_NONE */
    int32_t car[2];       /* which car waits for the leg, or must wait with it, or PLANNER_NONE */
    bool together;        /* both legs need the same volunteer */
    bool one_car;         /* and the same car, as it waits */
    struct chain *chains; /* one a car, solved */
    bool *holds;          /* false: that chain has no times, so the car is left alone */
    bool *shift_used;     /* has a route, or is opened by the first leg */
    /* Changed copies, for each leg: with a route opened for it, and with the leg in. */
    struct chain opened[2];
    struct chain filled[2];
    struct singles singles[2];
    struct choice first; /* where the first leg stands while the second is tried on its car */
    int32_t answer_count;
    struct answer answers[PLANNER_OFFERS_MAX]; /* cheapest first, one for each assignment */
};

/* --- who may drive whom --------------------------------------------------------------------- */

static bool may_pair(const struct search *search, int32_t first_shift, int32_t second_shift)
{
    const struct planner_shift *shifts = search->problem->shifts;

    return !search->together || shifts[first_shift].volunteer == shifts[second_shift].volunteer;
}

/* Reads who must drive a leg, and in which car, from its own promise and from the legs tied to it
   in the plan; false when these are two different ones. */
static bool bind_leg(struct search *search, int32_t leg_no)
{
    const struct planner_problem *problem = search->problem;
    int32_t leg = search->request->legs[leg_no];
    int32_t must = problem->legs[leg].volunteer;

    search->car[leg_no] = PLANNER_NONE;

    for (int32_t other = 0; other < problem->leg_count; other++) {
        bool tied = problem->legs[leg].with_leg == other || problem->legs[other].with_leg == leg;
        int32_t shift = tied ? planner_shift_of(search->plan, other) : PLANNER_NONE;

        if (shift == PLANNER_NONE)
            continue;
        if (must != PLANNER_NONE && must != problem->shifts[shift].volunteer)
            return false;
        must = problem->shifts[shift].volunteer;
        if (!rules_one_car(problem, leg, other))
            continue;
        if (search->car[leg_no] != PLANNER_NONE &&
            search->car[leg_no] != search->plan->routes[shift].car)
            return false;
        search->car[leg_no] = search->plan->routes[shift].car;
    }
    search->volunteer[leg_no] = must;
    return true;
}

static bool bind_all(struct search *search)
{
    const struct planner_request *request = search->request;
    const struct planner_leg *legs = search->problem->legs;

    for (int32_t i = 0; i < request->leg_count; i++) {
        if (!bind_leg(search, i))
            return false;
    }
    search->together =
        request->leg_count == 2 && (legs[request->legs[0]].with_leg == request->legs[1] ||
                                    legs[request->legs[1]].with_leg == request->legs[0]);
    search->one_car =
        search->together && rules_one_car(search->problem, request->legs[0], request->legs[1]);
    return true;
}

/* What a visitor of choices is told beside them. */
struct step {
    struct search *search;
    int32_t leg_no;
};

static void visit_chain(struct search *search, const struct chain *chain, int32_t leg_no,
                        choice_visitor *visitor)
{
    struct step step = {search, leg_no};
    struct choices choices = {
        .costs = &search->request->costs,
        .shift_used = search->shift_used,
        .leg = search->request->legs[leg_no],
        .volunteer = search->volunteer[leg_no],
        .opened = &search->opened[leg_no],
        .visit = visitor,
        .context = &step,
    };

    if (search->car[leg_no] == PLANNER_NONE || search->car[leg_no] == chain->car)
        choices_visit(&choices, chain);
}

/* --- the answers so far --------------------------------------------------------------------- */

static bool same_assignment(const struct answer *a, const struct answer *b, int32_t leg_count)
{
    for (int32_t i = 0; i < leg_count; i++) {
        if (a->choices[i].shift != b->choices[i].shift || a->choices[i].car != b->choices[i].car)
            return false;
    }
    return true;
}

/* The answer that a new one would push out: the same assignment's, else the last of a full list;
   `answer_count` when there is room. */
static int32_t answer_rival(const struct search *search, const struct answer *answer)
{
    for (int32_t i = 0; i < search->answer_count; i++) {
        if (same_assignment(&search->answers[i], answer, search->request->leg_count))
            return i;
    }
    return search->answer_count < search->request->offer_max ? search->answer_count
                                                             : search->answer_count - 1;
}

static bool answer_is_welcome(const struct search *search, const struct answer *answer)
{
    int32_t rival = answer_rival(search, answer);

    return rival == search->answer_count || answer->cost < search->answers[rival].cost;
}

static void answer_keep(struct search *search, const struct answer *answer)
{
    int32_t i = answer_rival(search, answer);

    search->answer_count += i == search->answer_count;
    for (; i > 0 && search->answers[i - 1].cost > answer->cost; i--)
        search->answers[i] = search->answers[i - 1];
    search->answers[i] = *answer;
}

/* --- each leg alone ------------------------------------------------------------------------- */

/* The chain with the leg in the chosen spot; a route to open is open already. */
static struct chain *fill(struct search *search, const struct chain *chain, int32_t leg_no,
                          const struct choice *choice)
{
    struct chain *filled = &search->filled[leg_no];

    chain_insert_leg(chain, search->request->legs[leg_no], choice->spot.pickup_after,
                     choice->spot.dropoff_after, filled);
    return filled;
}

/* Choices of one shift on one car come in a row. */
static void keep_single(void *context, const struct chain *chain, const struct choice *choice)
{
    const struct step *step = context;
    struct singles *singles = &step->search->singles[step->leg_no];
    struct choice *last = singles->count > 0 ? &singles->choices[singles->count - 1] : NULL;
    bool again = last && last->shift == choice->shift && last->car == choice->car;

    if (again && last->spot.cost <= choice->spot.cost)
        return;
    if (!chain_fits(fill(step->search, chain, step->leg_no, choice)))
        return;
    if (again)
        *last = *choice;
    else
        singles->choices[singles->count++] = *choice;
}

static int choice_compare(const void *left, const void *right)
{
    const struct choice *a = left;
    const struct choice *b = right;

    if (a->spot.cost != b->spot.cost)
        return a->spot.cost < b->spot.cost ? -1 : 1;
    if (a->shift != b->shift)
        return a->shift < b->shift ? -1 : 1;
    return (a->car > b->car) - (a->car < b->car);
}

static void find_singles(struct search *search, int32_t leg_no)
{
    struct singles *singles = &search->singles[leg_no];

    for (int32_t car = 0; car < search->problem->car_count; car++) {
        if (search->holds[car])
            visit_chain(search, &search->chains[car], leg_no, keep_single);
    }
    qsort(singles->choices, (size_t)singles->count, sizeof(*singles->choices), choice_compare);
}

/* --- both legs ------------------------------------------------------------------------------ */

static void answer_alone(struct search *search)
{
    const struct singles *singles = &search->singles[0];

    for (int32_t i = 0; i < singles->count && i < search->request->offer_max; i++) {
        struct answer answer = {singles->choices[i].spot.cost, {singles->choices[i]}};

        answer_keep(search, &answer);
    }
}

/* Legs in different cars do not meet: any two choices go together. */
static void answer_apart(struct search *search)
{
    const struct singles *firsts = &search->singles[0];
    const struct singles *seconds = &search->singles[1];

    for (int32_t i = 0; i < firsts->count; i++) {
        for (int32_t k = 0; k < seconds->count; k++) {
            const struct choice *first = &firsts->choices[i];
            const struct choice *second = &seconds->choices[k];
            struct answer answer = {first->spot.cost + second->spot.cost, {*first, *second}};
            bool full = search->answer_count == search->request->offer_max;

            if (full && answer.cost >= search->answers[search->answer_count - 1].cost)
                break;
            if (first->car != second->car && first->shift != second->shift &&
                may_pair(search, first->shift, second->shift) && answer_is_welcome(search, &answer))
                answer_keep(search, &answer);
        }
    }
}

static void keep_second(void *context, const struct chain *chain, const struct choice *choice)
{
    const struct step *step = context;
    struct search *search = step->search;
    struct answer answer = {search->first.spot.cost + choice->spot.cost, {search->first, *choice}};

    if (may_pair(search, search->first.shift, choice->shift) &&
        answer_is_welcome(search, &answer) && chain_fits(fill(search, chain, step->leg_no, choice)))
        answer_keep(search, &answer);
}

static void try_second(void *context, const struct chain *chain, const struct choice *choice)
{
    const struct step *step = context;
    struct search *search = step->search;
    struct chain *filled = fill(search, chain, step->leg_no, choice);

    if (!chain_solve(filled))
        return;
    search->first = *choice;
    search->shift_used[choice->shift] = true;
    visit_chain(search, filled, step->leg_no + 1, keep_second);
    search->shift_used[choice->shift] = !choice->opens;
}

/* Legs on one car share its chain: each choice of the first has its own choices of the second. */
static void answer_on_one_car(struct search *search)
{
    for (int32_t car = 0; car < search->problem->car_count; car++) {
        if (search->holds[car])
            visit_chain(search, &search->chains[car], 0, try_second);
    }
}

/* --- offers --------------------------------------------------------------------------------- */

struct way {
    int64_t metres;
    int64_t seconds;
};

static struct way chain_way(const struct chain *chain)
{
    struct way way = {0, 0};

    for (int32_t i = 0; i + 1 < chain->count; i++) {
        const struct chain_node *node = &chain->nodes[i];

        if (node->kind == CHAIN_END)
            continue;
        way.metres += rules_metres(chain->problem, node->point, node[1].point);
        way.seconds += rules_travel(chain->problem, node->point, node[1].point);
    }
    return way;
}

static void write_times(const struct chain *chain, const int32_t *at, struct planner_place *place)
{
    for (int32_t i = 0; i < chain->count; i++) {
        if (chain->nodes[i].leg != place->leg)
            continue;
        if (chain->nodes[i].kind == CHAIN_PICKUP) {
            place->pickup = (struct planner_window){chain->earliest[i], chain->latest[i]};
            place->pickup_likely = at[i];
        } else {
            place->dropoff_likely = at[i];
        }
    }
}

/* Adds to the offer what the legs in this car bring, and their times. */
static void write_car(struct arena *arena, struct search *search, struct chain *chain,
                      struct planner_offer *offer)
{
    struct way before = chain_way(&search->chains[chain->car]);
    struct way after = chain_way(chain);
    int32_t *at = arena_array(arena, int32_t, (size_t)chain->count);
    bool *work = arena_array(arena, bool, (size_t)chain->count);
    bool holds = chain_solve(chain);

    assert(holds);
    (void)holds;
    chain_settle(chain, work, at);
    offer->added_metres += after.metres - before.metres;
    offer->added_seconds += after.seconds - before.seconds;
    for (int32_t i = 0; i < offer->place_count; i++) {
        if (offer->places[i].car == chain->car)
            write_times(chain, at, &offer->places[i]);
    }
}

static void write_offer(struct arena *arena, struct search *search, const struct answer *answer,
                        struct planner_offer *ret_offer)
{
    const struct chain *chain = NULL;
    struct chain *filled = NULL;

    *ret_offer =
        (struct planner_offer){.cost = answer->cost, .place_count = search->request->leg_count};
    for (int32_t i = 0; i < ret_offer->place_count; i++) {
        const struct choice *choice = &answer->choices[i];

        ret_offer->places[i] = (struct planner_place){
            .leg = search->request->legs[i],
            .shift = choice->shift,
            .car = choice->car,
            .turn = choice->turn,
            .opens = choice->opens,
            .pickup_at = choice->spot.pickup_after - choice->route_start,
            .dropoff_at = choice->spot.dropoff_after - choice->route_start + 1,
        };
    }
    for (int32_t i = 0; i < ret_offer->place_count; i++) {
        bool same_car = i > 0 && answer->choices[i].car == answer->choices[i - 1].car;

        if (filled && !same_car)
            write_car(arena, search, filled, ret_offer);
        chain = same_car ? filled : &search->chains[answer->choices[i].car];
        filled = choice_fill(chain, search->request->legs[i], &answer->choices[i],
                             &search->opened[i], &search->filled[i]);
    }
    assert(filled);
    write_car(arena, search, filled, ret_offer);
}

/* --- the whole ------------------------------------------------------------------------------ */

/* An upper bound of the choices of shift and car for one leg. */
static size_t count_assignments(const struct search *search)
{
    const struct planner_problem *problem = search->problem;
    size_t count = 0;

    for (int32_t shift = 0; shift < problem->shift_count; shift++) {
        bool used = search->plan->routes[shift].stop_count > 0;

        count += used;
        for (int32_t car = 0; !used && car < problem->car_count; car++)
            count += rules_may_drive(problem, shift, car);
    }
    return count;
}

static void prepare(struct arena *arena, struct search *search)
{
    int32_t car_count = search->problem->car_count;
    size_t assignments = count_assignments(search);
    int32_t longest = 0;

    search->chains = arena_array(arena, struct chain, (size_t)car_count);
    search->holds = arena_array(arena, bool, (size_t)car_count);
    search->shift_used = arena_array(arena, bool, (size_t)search->problem->shift_count);
    for (int32_t shift = 0; shift < search->problem->shift_count; shift++)
        search->shift_used[shift] = search->plan->routes[shift].stop_count > 0;
    for (int32_t car = 0; car < car_count; car++) {
        int32_t size = chain_size(search->plan, car);

        chain_init(arena, search->problem, size, &search->chains[car]);
        chain_build(search->plan, car, &search->chains[car]);
        search->holds[car] = chain_solve(&search->chains[car]);
        longest = size > longest ? size : longest;
    }
    for (int32_t i = 0; i < search->request->leg_count; i++) {
        chain_init(arena, search->problem, longest + CHAIN_SPARE, &search->opened[i]);
        chain_init(arena, search->problem, longest + CHAIN_SPARE, &search->filled[i]);
        search->singles[i].choices = arena_array(arena, struct choice, assignments);
    }
}

enum status planner_insert(struct arena *arena, const struct planner_problem *problem,
                           const struct planner_plan *plan, const struct planner_request *request,
                           struct planner_offer *ret_offers, int32_t *ret_count)
{
    size_t mark = arena_mark(arena);
    struct search search = {.problem = problem, .plan = plan, .request = request};

    assert(request->leg_count == 1 || request->leg_count == 2);
    assert(request->offer_max >= 1 && request->offer_max <= PLANNER_OFFERS_MAX);
    if (!bind_all(&search))
        return ERR_NOT_FOUND;
    prepare(arena, &search);
    for (int32_t i = 0; i < request->leg_count; i++)
        find_singles(&search, i);
    if (request->leg_count == 1) {
        answer_alone(&search);
    } else {
        if (!search.one_car)
            answer_apart(&search);
        answer_on_one_car(&search);
    }
    for (int32_t i = 0; i < search.answer_count; i++)
        write_offer(arena, &search, &search.answers[i], &ret_offers[i]);
    arena_rewind(arena, mark);
    if (search.answer_count == 0)
        return ERR_NOT_FOUND;
    *ret_count = search.answer_count;
    return OK;
}
