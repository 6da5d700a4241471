/*
 * How long it takes from door to door: the straight line times a road factor at a mean speed, never
 * less than the shortest drive; a time told between the two places overrides it. Pure.
 *
 * A pair of places may have a time from each source. The strongest counts: measured (somebody wrote
 * it down), imported (a table taken over), learned (what our cars took), routed (a program's road
 * map). What a person decided beats what was found out, and what was driven beats what was
 * computed; docs/decisions/0014 says why.
 */
#ifndef ROADS_ROADS_H
#define ROADS_ROADS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "roads_sql.h"

struct road_point {
    int64_t latitude_micro;
    int64_t longitude_micro;
    int64_t place_id; /* 0: no measured time applies */
};

struct roads {
    int64_t factor_percent; /* where a place has none of its own */
    int64_t speed_kmh;
    int64_t shortest_minutes;
    const struct travel_time_row
        *told; /* by from_place_id, to_place_id, and rank: 1 is strongest */
    size_t told_count;
    const struct road_factor_row *factors; /* by place_id */
    size_t factor_count;
};

/* Of a drive between two different doors, in seconds and metres. A time told in one direction holds
   for the other too, unless that has one as strong. A reckoned road has half of each end's factor.
 */
void roads_drive(const struct roads *roads, const struct road_point *from,
                 const struct road_point *to, int32_t *ret_seconds, int32_t *ret_metres);

/* The square tables of the planner, row = from; 0 from a point to itself. */
void roads_tables(struct arena *arena, const struct roads *roads, const struct road_point *points,
                  size_t count, int32_t **ret_seconds, int32_t **ret_metres);

#endif
