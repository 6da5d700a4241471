/*
 * How long it takes from door to door: the straight line times a road factor at a mean speed, never
 * less than the shortest drive; a measured time between the two places overrides it. Pure.
 */
#ifndef RIDES_ROADS_H
#define RIDES_ROADS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "rides_sql.h"

struct road_point {
    int64_t latitude_micro;
    int64_t longitude_micro;
    int64_t place_id; /* 0: no measured time applies */
};

struct roads {
    int64_t factor_percent;
    int64_t speed_kmh;
    int64_t shortest_minutes;
    const struct travel_time_row *measured; /* by from_place_id, then to_place_id */
    size_t measured_count;
};

/* Of a drive between two different doors, in seconds and metres. A time measured in one direction
   only holds for both. */
void roads_drive(const struct roads *roads, const struct road_point *from,
                 const struct road_point *to, int32_t *ret_seconds, int32_t *ret_metres);

/* The square tables of the planner, row = from; 0 from a point to itself. */
void roads_tables(struct arena *arena, const struct roads *roads, const struct road_point *points,
                  size_t count, int32_t **ret_seconds, int32_t **ret_metres);

#endif
