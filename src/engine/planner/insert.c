#include "engine/planner/planner.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/planner/chain.h"
#include "engine/planner/rules.h"
#include "engine/planner/spots.h"

/* One leg's spot and the route it is in; `spot.cost` counts all that the choice costs. */
struct choice {
    struct spot spot;
    int32_t car;
    int32_t shift;
    int32_t turn;
    bool opens;
    int32_t route_start; /* node; where an opened route is put */
};

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
    bool together;        /* both legs need the same volunteer */
    struct chain *chains; /* one a car, solved */
    bool *holds;          /* false: that chain has no times, so the car is left alone */
    /* Changed copies, for each leg: with a route opened for it, and with the leg in. */
    struct chain opened[2];
    struct chain filled[2];
    struct singles singles[2];
    struct choice first; /* where the first leg stands while the second is tried on its car */
    int32_t answer_count;
    struct answer answers[PLANNER_OFFERS_MAX]; /* cheapest first, one for each assignment */
};

typedef void choice_visitor(struct search *search, const struct chain *chain, int32_t leg_no,
                            const struct choice *choice);

/* --- who may drive whom --------------------------------------------------------------------- */

static bool may_carry(const struct search *search, int32_t shift, int32_t leg_no)
{
    int32_t must = search->volunteer[leg_no];

    return (must == PLANNER_NONE || must == search->problem->shifts[shift].volunteer) &&
           rules_company(search->problem, shift, search->request->legs[leg_no]) != PLANNER_NEVER;
}

static bool may_pair(const struct search *search, int32_t first_shift, int32_t second_shift)
{
    const struct planner_shift *shifts = search->problem->shifts;

    return !search->together || shifts[first_shift].volunteer == shifts[second_shift].volunteer;
}

/* Reads who must drive a leg from its own promise and from the legs tied to it in the plan; false
   when these are two different volunteers. */
static bool bind_leg(struct search *search, int32_t leg_no)
{
    const struct planner_problem *problem = search->problem;
    int32_t leg = search->request->legs[leg_no];
    int32_t must = problem->legs[leg].volunteer;

    for (int32_t other = 0; other < problem->leg_count; other++) {
        bool tied = problem->legs[leg].with_leg == other || problem->legs[other].with_leg == leg;
        int32_t shift = tied ? planner_shift_of(search->plan, other) : PLANNER_NONE;

        if (shift == PLANNER_NONE)
            continue;
        if (must != PLANNER_NONE && must != problem->shifts[shift].volunteer)
            return false;
        must = problem->shifts[shift].volunteer;
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
    return true;
}

/* --- every choice of a leg in a chain ------------------------------------------------------- */

struct visit {
    struct search *search;
    int32_t leg_no;
    struct choice choice; /* all but the spot, whose cost is that of the route itself */
    choice_visitor *visitor;
};

static void visit_spot(void *context, const struct chain *chain, const struct spot *spot)
{
    const struct visit *visit = context;
    struct choice choice = visit->choice;

    choice.spot = *spot;
    choice.spot.cost += visit->choice.spot.cost;
    visit->visitor(visit->search, chain, visit->leg_no, &choice);
}

/* Of a route with nobody in it. */
static int64_t empty_route_cost(const struct search *search, const struct chain *chain,
                                int32_t start)
{
    const struct planner_costs *costs = &search->request->costs;
    int64_t cost = costs->new_route;

    for (int32_t i = start; i < chain->nodes[start].until; i++)
        cost += spots_edge_cost(search->problem, costs, chain->nodes[i].point,
                                chain->nodes[i + 1].point);
    return cost;
}

static void visit_route(struct search *search, const struct chain *chain, int32_t leg_no,
                        struct choice choice, choice_visitor *visitor)
{
    const struct planner_costs *costs = &search->request->costs;
    int32_t leg = search->request->legs[leg_no];
    struct visit visit = {search, leg_no, choice, visitor};

    if (rules_company(search->problem, choice.shift, leg) == PLANNER_PREFERRED)
        visit.choice.spot.cost -= costs->preferred;
    if (choice.opens)
        visit.choice.spot.cost += empty_route_cost(search, chain, choice.route_start);
    spots_visit(chain, choice.route_start, leg, costs, visit_spot, &visit);
}

/* The leg in a route of its own, in every turn of the car. */
static void visit_opened(struct search *search, const struct chain *chain, int32_t leg_no,
                         int32_t shift, choice_visitor *visitor)
{
    struct chain *opened = &search->opened[leg_no];
    int32_t at = 0;

    for (int32_t turn = 0;; turn++) {
        struct choice choice = {
            .car = chain->car, .shift = shift, .turn = turn, .opens = true, .route_start = at};

        chain_open_route(chain, shift, at, opened);
        if (chain_solve(opened))
            visit_route(search, opened, leg_no, choice, visitor);
        if (at == chain->count)
            return;
        at = chain->nodes[at].until + 1;
    }
}

static bool chain_has_shift(const struct chain *chain, int32_t shift)
{
    for (int32_t i = 0; i < chain->count; i = chain->nodes[i].until + 1) {
        if (chain->nodes[i].shift == shift)
            return true;
    }
    return false;
}

static bool may_open(const struct search *search, const struct chain *chain, int32_t shift)
{
    return search->plan->routes[shift].stop_count == 0 &&
           rules_may_drive(search->problem, shift, chain->car) && !chain_has_shift(chain, shift);
}

static void visit_chain(struct search *search, const struct chain *chain, int32_t leg_no,
                        choice_visitor *visitor)
{
    int32_t turn = 0;

    for (int32_t i = 0; i < chain->count; i = chain->nodes[i].until + 1) {
        struct choice choice = {
            .car = chain->car, .shift = chain->nodes[i].shift, .turn = turn, .route_start = i};

        if (may_carry(search, choice.shift, leg_no))
            visit_route(search, chain, leg_no, choice, visitor);
        turn++;
    }
    for (int32_t shift = 0; shift < search->problem->shift_count; shift++) {
        if (may_carry(search, shift, leg_no) && may_open(search, chain, shift))
            visit_opened(search, chain, leg_no, shift, visitor);
    }
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

/* The chain with the leg in the chosen spot. */
static struct chain *fill(struct search *search, const struct chain *chain, int32_t leg_no,
                          const struct choice *choice)
{
    struct chain *filled = &search->filled[leg_no];

    chain_insert_leg(chain, search->request->legs[leg_no], choice->spot.pickup_after,
                     choice->spot.dropoff_after, filled);
    return filled;
}

/* Choices of one shift on one car come in a row. */
static void keep_single(struct search *search, const struct chain *chain, int32_t leg_no,
                        const struct choice *choice)
{
    struct singles *singles = &search->singles[leg_no];
    struct choice *last = singles->count > 0 ? &singles->choices[singles->count - 1] : NULL;
    bool again = last && last->shift == choice->shift && last->car == choice->car;

    if (again && last->spot.cost <= choice->spot.cost)
        return;
    if (!chain_fits(fill(search, chain, leg_no, choice)))
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

static void keep_second(struct search *search, const struct chain *chain, int32_t leg_no,
                        const struct choice *choice)
{
    struct answer answer = {search->first.spot.cost + choice->spot.cost, {search->first, *choice}};

    if (may_pair(search, search->first.shift, choice->shift) &&
        answer_is_welcome(search, &answer) && chain_fits(fill(search, chain, leg_no, choice)))
        answer_keep(search, &answer);
}

static void try_second(struct search *search, const struct chain *chain, int32_t leg_no,
                       const struct choice *choice)
{
    struct chain *filled = fill(search, chain, leg_no, choice);

    if (!chain_solve(filled))
        return;
    search->first = *choice;
    visit_chain(search, filled, leg_no + 1, keep_second);
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

static struct chain *carry_out(struct search *search, const struct chain *chain, int32_t leg_no,
                               const struct choice *choice)
{
    if (choice->opens) {
        chain_open_route(chain, choice->shift, choice->route_start, &search->opened[leg_no]);
        chain = &search->opened[leg_no];
    }
    return fill(search, chain, leg_no, choice);
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
        filled = carry_out(search, chain, i, &answer->choices[i]);
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
