/*
 * The fast schedule. All routes of one car, in their turns, form one chain of nodes in which each
 * waits for the one before; chains do not touch one another, so a plan holds when each of its
 * chains does. Inside the planner only.
 *
 * A chain owns arrays with room for growth; the operations that make a changed chain write it into
 * another one with room enough and leave the first as it is.
 */
#ifndef ENGINE_PLANNER_CHAIN_H
#define ENGINE_PLANNER_CHAIN_H

#include "engine/planner/planner.h"

enum chain_kind { CHAIN_START, CHAIN_PICKUP, CHAIN_DROPOFF, CHAIN_BREAK, CHAIN_END };

struct chain_node {
    enum chain_kind kind;
    int32_t leg; /* PLANNER_NONE for a start, a break and an end */
    int32_t shift;
    int32_t point;
    int32_t open; /* service starts here at the earliest ... */
    int32_t close;
    int32_t service;
    int32_t lead;  /* service and travel to the next node */
    int32_t since; /* drop-off -> its pick-up, end -> its start; else PLANNER_NONE */
    int32_t until; /* the other way round */
    int32_t limit; /* with `since`: most time from that node's start of service to this one's */
    int32_t seats; /* taken after this stop */
    int32_t wheelchairs;
};

struct chain {
    const struct planner_problem *problem;
    int32_t car;
    int32_t count;
    int32_t capacity;
    struct chain_node *nodes;
    int32_t *earliest; /* set by chain_fits and chain_solve */
    int32_t *latest;   /* set by chain_solve */
};

/* Room that one request needs beside a plan's own nodes: two routes with a break, two legs. */
enum { CHAIN_SPARE = 10 };

/* An empty chain with room for `capacity` nodes. */
void chain_init(struct arena *arena, const struct planner_problem *problem, int32_t capacity,
                struct chain *ret_chain);

/* The nodes that the car's routes need. */
int32_t chain_size(const struct planner_plan *plan, int32_t car);

/* Sets the chain to the car's routes. Their stops must be well formed, as planner_check says. */
void chain_build(const struct planner_plan *plan, int32_t car, struct chain *chain);

/* A copy with a route of start, break if any, and end put before node `at`, a start or the end. */
void chain_open_route(const struct chain *from, int32_t shift, int32_t at, struct chain *ret_chain);

/* A copy with a pick-up after node `pickup_after` and its drop-off after node `dropoff_after`, both
   counted in the old chain and of one route; the first is not greater than the second. */
void chain_insert_leg(const struct chain *from, int32_t leg, int32_t pickup_after,
                      int32_t dropoff_after, struct chain *ret_chain);

/* A copy without the legs marked in `leaves` (one flag a leg), and without routes left empty. */
void chain_take_out(const struct chain *from, const bool *leaves, struct chain *ret_chain);

/* What the chain's routes cost. */
int64_t chain_cost(const struct chain *chain, const struct planner_costs *costs);

/* Adds to each volunteer's seconds what the chain's routes ask of them, as planner_busy says. */
void chain_add_busy(const struct chain *chain, int64_t *seconds);

/* Whether times exist for every node. Exact; sets `earliest` when they do. Ignores seats. */
bool chain_fits(struct chain *chain);

/* The same, and sets `latest` too. */
bool chain_solve(struct chain *chain);

/*
 * Times for a solved chain at which people wait at home rather than in the car: from the earliest
 * times, delays stops and what hangs on them as long as that takes person-seconds off board, or,
 * these being equal, shortens a route. `work` and `ret_at` have room for the chain's nodes.
 */
void chain_settle(const struct chain *chain, bool *work, int32_t *ret_at);

#endif
