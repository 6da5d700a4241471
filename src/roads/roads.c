#include "roads/roads.h"

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

/* The strongest time from one place to the other. */
static const struct travel_time_row *told_find(const struct roads *roads, int64_t from, int64_t to)
{
    size_t low = 0;
    size_t high = roads->told_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct travel_time_row *row = &roads->told[middle];

        if (row->from_place_id < from || (row->from_place_id == from && row->to_place_id < to))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == roads->told_count || roads->told[low].from_place_id != from ||
        roads->told[low].to_place_id != to)
        return NULL;
    return &roads->told[low];
}

static const struct travel_time_row *told_either_way(const struct roads *roads, int64_t from,
                                                     int64_t to)
{
    const struct travel_time_row *there = told_find(roads, from, to);
    const struct travel_time_row *back = told_find(roads, to, from);

    if (!there || (back && back->rank < there->rank))
        return back;
    return there;
}

static double factor_of(const struct roads *roads, int64_t place_id)
{
    size_t low = 0;
    size_t high = place_id ? roads->factor_count : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct road_factor_row *row = &roads->factors[middle];

        if (row->place_id == place_id)
            return (double)row->percent / 100;
        if (row->place_id < place_id)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)roads->factor_percent / 100;
}

void roads_drive(const struct roads *roads, const struct road_point *from,
                 const struct road_point *to, int32_t *ret_seconds, int32_t *ret_metres)
{
    const struct travel_time_row *told = NULL;
    double shortest = (double)(roads->shortest_minutes * MINUTE_SECONDS);
    double metres, seconds;

    if (from->place_id && to->place_id && roads->told_count > 0)
        told = told_either_way(roads, from->place_id, to->place_id);
    if (told) {
        metres = (double)told->metres;
        seconds = (double)(told->minutes * MINUTE_SECONDS);
    } else {
        double factor = (factor_of(roads, from->place_id) + factor_of(roads, to->place_id)) / 2;

        metres = straight_metres(from, to) * factor;
        seconds = ceil(metres * 3.6 / (double)roads->speed_kmh);
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
