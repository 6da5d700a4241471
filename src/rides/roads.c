#include "rides/roads.h"

#include <math.h>

enum { MINUTE_SECONDS = 60, DRIVE_SECONDS_MAX = 24 * 3600 };

static double straight_metres(const struct road_point *from, const struct road_point *to)
{
    const double radians = 3.14159265358979323846 / 180e6; /* of a millionth of a degree */
    const double earth_metres = 6371000.0;
    double middle = (double)(from->latitude_micro + to->latitude_micro) / 2 * radians;
    double north = (double)(to->latitude_micro - from->latitude_micro) * radians;
    double east = (double)(to->longitude_micro - from->longitude_micro) * radians * cos(middle);

    return earth_metres * hypot(north, east);
}

static const struct travel_time_row *measured_find(const struct roads *roads, int64_t from,
                                                   int64_t to)
{
    size_t low = 0;
    size_t high = roads->measured_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct travel_time_row *row = &roads->measured[middle];

        if (row->from_place_id == from && row->to_place_id == to)
            return row;
        if (row->from_place_id < from || (row->from_place_id == from && row->to_place_id < to))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void roads_drive(const struct roads *roads, const struct road_point *from,
                 const struct road_point *to, int32_t *ret_seconds, int32_t *ret_metres)
{
    const struct travel_time_row *measured = NULL;

    if (from->place_id && to->place_id && roads->measured_count > 0) {
        measured = measured_find(roads, from->place_id, to->place_id);
        if (!measured)
            measured = measured_find(roads, to->place_id, from->place_id);
    }

    double shortest = (double)(roads->shortest_minutes * MINUTE_SECONDS);
    double metres = straight_metres(from, to) * (double)roads->factor_percent / 100;
    double seconds = ceil(metres * 3.6 / (double)roads->speed_kmh);

    if (measured) {
        metres = (double)measured->metres;
        seconds = (double)(measured->minutes * MINUTE_SECONDS);
    }
    *ret_seconds = (int32_t)fmin(fmax(seconds, shortest), DRIVE_SECONDS_MAX);
    *ret_metres = (int32_t)fmin(metres, 1e8);
}

void roads_tables(struct arena *arena, const struct roads *roads, const struct road_point *points,
                  size_t count, int32_t **ret_seconds, int32_t **ret_metres)
{
    int32_t *seconds = arena_array(arena, int32_t, count * count);
    int32_t *metres = arena_array(arena, int32_t, count * count);

    for (size_t from = 0; from < count; from++) {
        for (size_t to = 0; to < count; to++) {
            size_t cell = from * count + to;

            if (from != to)
                roads_drive(roads, &points[from], &points[to], &seconds[cell], &metres[cell]);
        }
    }
    *ret_seconds = seconds;
    *ret_metres = metres;
}
