/*
 * The times that somebody or something told, in the database: read for a plan, written down,
 * learned from driven rides, taken over from a table.
 *
 * None of this touches a promise: what was said on the telephone stays as it is stored, and only
 * what is planned from now on reckons with the new time.
 */
#ifndef ROADS_TOLD_H
#define ROADS_TOLD_H

#include "base/ctx.h"
#include "paper/csv.h"
#include "roads/roads.h"
#include "zone/policy.h"

enum {
    ROADS_MINUTES_MAX = 600,
    ROADS_METRES_MAX = 1000 * 1000,
    ROADS_IMPORT_MAX = 8000, /* lines of one table */
};

/* All that roads_drive needs. */
MUST_USE enum status roads_read(struct ctx *ctx, const struct policy_set *policies,
                                struct roads *ret_roads);

/* A time that somebody measured, or corrects; with its audit row, inside a write. ERR_CONFLICT: the
   pair has a measured time already; another version. ERR_INVALID: no such places. */
MUST_USE enum status road_time_add(struct ctx *tx, const struct road_time_insert_args *time,
                                   int64_t *ret_id);
/* Of a measured or an imported one; what is learned or routed is found out anew, not corrected. */
MUST_USE enum status road_time_change(struct ctx *tx, const struct road_time_update_args *time);
MUST_USE enum status road_time_drop(struct ctx *tx, int64_t id, int64_t version);

/* `percent` 0: the zone's factor again. `version` 0: the place has none yet. ERR_CONFLICT: somebody
   else was quicker. */
MUST_USE enum status road_factor_set(struct ctx *tx, int64_t place_id, int64_t percent,
                                     int64_t version);

/*
 * What driven rides say: of each pair of places the median of the last ROADS_LEARN_LAST drives
 * within ROADS_LEARN_DAYS, once there are ROADS_LEARN_LEAST. A drive that took less than a third or
 * more than three times of what is reckoned from the map was a slip of the finger, or a coffee: it
 * is left out and counted. Nothing is learned of a drive with somebody else on the way, nor where
 * the marks were not made when it happened: they got in more than an hour off what was promised, or
 * somebody else got in within two minutes after, so that the arrival was remembered at the next
 * door. (That an arrival far too late is not even written, car.h says.)
 */
enum {
    ROADS_LEARN_LEAST = 5,
    ROADS_LEARN_LAST = 21,
    ROADS_LEARN_DAYS = 365,
    ROADS_LEARN_FACTOR = 3,
};

struct roads_learned {
    int64_t pairs;   /* with a time now */
    int64_t drives;  /* that counted */
    int64_t ignored; /* outliers */
    int64_t too_few; /* pairs that need more drives */
};
/* Inside a write, with its audit row. */
MUST_USE enum status roads_learn(struct ctx *tx, struct roads_learned *ret_learned);

/* --- a table taken over ---------------------------------------------------------------------- */

enum road_fault {
    ROAD_FINE,
    ROAD_FROM_UNKNOWN,
    ROAD_TO_UNKNOWN,
    ROAD_SAME_PLACE,
    ROAD_BAD_MINUTES,
    ROAD_BAD_METRES,
    ROAD_TWICE,
    ROAD_BAD_RECORD,
    ROAD_TOO_MANY,
};
/* A sentence in English for the command line. */
const char *road_fault_text(enum road_fault fault);

struct road_bad_line {
    int64_t line;
    enum road_fault fault;
    const char *text; /* what stands there; "" when that says nothing */
};

struct road_table {
    bool no_header; /* the first line does not name the four columns */
    const struct road_time_put_args *rows;
    size_t count;
    const struct road_bad_line *bad;
    size_t bad_count;
};

/* Reads the whole table: from place, to place, minutes, metres; names in Italian or English, other
   columns are left out. Places by their name, or as "Casteldilago (Arrone)". */
MUST_USE enum status roads_table_read(struct ctx *ctx, struct csv *csv,
                                      struct road_table *ret_table);

/* All of it, with one audit row; a time imported before is replaced. ERR_INVALID for a table with
   bad lines, or without rows. Inside a write. */
MUST_USE enum status roads_table_take(struct ctx *tx, const struct road_table *table);

/* --- computed from a map ---------------------------------------------------------------------- */

enum {
    ROADS_ROUTED_PLACES_MAX = 80
}; /* whose roads, each way, a plan still reads with the others */

/* What a routing program found, with one audit row; what one found before is replaced pair by pair.
   Fills in the source of `rows`. Inside a write. */
MUST_USE enum status roads_routed_take(struct ctx *tx, struct road_time_put_args *rows,
                                       size_t count);

#endif
