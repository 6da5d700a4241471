/*
 * A day as an integer linear program, for a solver of others to prove what the best plan costs.
 *
 * The model is event-based with times at the stops (after Gaul, Klamroth, Pfeiffer, Stiglmayr and
 * Schulz, "A tight formulation for the dial-a-ride problem", 2024): an event is a stop together
 * with who is on board after it, a plan is a flow through events, so seats, order and pairing hold
 * by construction, and only time is left to inequalities. Events that no single car could pass are
 * left out. It shares nothing with the search but the reading of the file and the schedule of one
 * car, by which events are left out.
 */
#ifndef ENGINE_PLANNER_PROOF_H
#define ENGINE_PLANNER_PROOF_H

#include "base/buf.h"
#include "engine/planner/dial_a_ride.h"

enum {
    PROOF_LEGS_MAX = 64,
    PROOF_ABOARD_MAX = 6, /* legs on board at once */
    PROOF_SETS_MAX = 20000,
    PROOF_ARCS_MAX = 400000,
    PROOF_BYTES_MAX = 256 * 1024 * 1024,
};

/* Who is on board, in rising order. */
struct proof_set {
    int32_t count;
    int32_t load;
    int32_t legs[PROOF_ABOARD_MAX];
};

/* A stop of the file, and the set on board after it. Event 0 is the depot. */
struct proof_event {
    int32_t stop;
    int32_t set;
};

/* When service may start at a stop, as far as its window and the depot's hours say, and how long it
   lasts; in the file's own unit. */
struct proof_stop {
    double earliest;
    double latest;
    double service;
};

struct proof_span {
    double from;
    double to;
};

/* The arc with the same number is the program's variable "x<number>". A car that takes it starts
   service at either stop within these times. */
struct proof_arc {
    int32_t from;
    int32_t to;
    struct proof_span at_from;
    struct proof_span at_to;
};

struct tester; /* asks of a few stops whether one car could make them */

struct proof {
    const struct dial_a_ride *file;
    struct proof_stop *stops; /* 0 is the depot: its hours */
    struct proof_set *sets;   /* fewest legs first, then in order */
    int32_t set_count;
    int32_t *boarding; /* set x leg: the event in which the leg got in last, or PLANNER_NONE */
    int32_t *leaving;  /* set x leg: the event in which the leg just got out, or PLANNER_NONE */
    struct proof_event *events;
    int32_t event_count;
    struct proof_arc *arcs;
    int32_t arc_count;
    struct tester *tester;
};

/* Driving, in the file's own unit. */
static inline double proof_distance(const struct proof *proof, int32_t from, int32_t to)
{
    return proof->file->distance[from * proof->file->problem.point_count + to];
}

/* `file` stays in use. ERR_NOT_FOUND: no car could serve one of the requests, so there is no plan;
   ERR_TOO_LARGE: more requests, people on board, sets or arcs than the bounds above. */
MUST_USE enum status proof_make(struct arena *arena, const struct dial_a_ride *file,
                                struct proof *ret_proof);

/* Could a car take an arc and then another that begins where it ends? */
bool proof_can_follow(const struct proof *proof, int32_t arc, int32_t next);

/* The program in the LP format, with costs and times in the file's own units. */
void proof_write(const struct proof *proof, struct buf *out);

/* The plan whose arcs are marked (one flag an arc). ERR_INVALID: they are no plan. */
MUST_USE enum status proof_plan(struct arena *arena, const struct proof *proof, const bool *chosen,
                                struct planner_plan *ret_plan);

#endif
