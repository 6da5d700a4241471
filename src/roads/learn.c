/* What driven rides say of the roads. */
#include <stdlib.h>

#include "roads/told.h"
#include "store/audit.h"

enum { MINUTE_SECONDS = 60 };

/* The drives of one pair, the newest first. */
struct pair {
    const struct road_observation *drives;
    size_t count;
};

static int seconds_compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

static bool same_pair(const struct road_observation *a, const struct road_observation *b)
{
    return a->from_place_id == b->from_place_id && a->to_place_id == b->to_place_id;
}

/* From the map alone: an outlier must not be judged by what was learned before. */
static void reckon(const struct roads *roads, const struct road_observation *drive,
                   int32_t *ret_seconds, int32_t *ret_metres)
{
    const struct road_point from = {drive->from_latitude, drive->from_longitude,
                                    drive->from_place_id};
    const struct road_point to = {drive->to_latitude, drive->to_longitude, drive->to_place_id};
    struct roads map = *roads;

    map.told_count = 0;
    roads_drive(&map, &from, &to, ret_seconds, ret_metres);
}

/* The drives that count; `ret_metres` is the middle of what is reckoned for them. */
static size_t pair_filter(const struct roads *roads, const struct pair *pair,
                          int64_t kept[ROADS_LEARN_LAST], int64_t *ret_metres, int64_t *ignored)
{
    int64_t lengths[ROADS_LEARN_LAST] = {0};
    size_t count = 0;

    for (size_t i = 0; i < pair->count && count < ROADS_LEARN_LAST; i++) {
        const struct road_observation *drive = &pair->drives[i];
        int64_t seconds = drive->set_down_at.seconds - drive->picked_up_at.seconds;
        int32_t reckoned, metres;

        reckon(roads, drive, &reckoned, &metres);
        if (seconds * ROADS_LEARN_FACTOR < reckoned || seconds > reckoned * ROADS_LEARN_FACTOR) {
            ++*ignored;
            continue;
        }
        lengths[count] = metres;
        kept[count++] = seconds;
    }
    qsort(kept, count, sizeof(*kept), seconds_compare);
    qsort(lengths, count, sizeof(*lengths), seconds_compare);
    if (count > 0)
        *ret_metres = lengths[count / 2];
    return count;
}

static enum status pair_learn(struct ctx *tx, const struct roads *roads, const struct pair *pair,
                              struct roads_learned *learned)
{
    int64_t seconds[ROADS_LEARN_LAST];
    int64_t metres = 0;
    size_t count = pair_filter(roads, pair, seconds, &metres, &learned->ignored);

    if (count < ROADS_LEARN_LEAST) {
        learned->too_few++;
        return OK;
    }

    const struct road_time_put_args args = {
        .from_place_id = pair->drives->from_place_id,
        .to_place_id = pair->drives->to_place_id,
        .source = "learned",
        .minutes = (seconds[count / 2] + MINUTE_SECONDS - 1) / MINUTE_SECONDS,
        .metres = metres,
        .measured_on = instant_date(tx->now),
        .rides = (int64_t)count,
    };

    learned->pairs++;
    learned->drives += (int64_t)count;
    return road_time_put(tx, &args);
}

enum status roads_learn(struct ctx *tx, struct roads_learned *ret_learned)
{
    struct policy_set *policies = arena_new(tx->arena, struct policy_set);
    struct date today = instant_date(tx->now);
    struct roads_learned learned = {0};
    struct road_observation *drives;
    struct roads roads;
    size_t count;

    TRY(policy_read(tx, today, policies));
    TRY(roads_read(tx, policies, &roads));
    TRY(road_observations(tx, date_add_days(today, -ROADS_LEARN_DAYS), &drives, &count));
    for (size_t first = 0; first < count;) {
        struct pair pair = {&drives[first], 1};

        while (first + pair.count < count && same_pair(&drives[first], &drives[first + pair.count]))
            pair.count++;
        TRY(pair_learn(tx, &roads, &pair, &learned));
        first += pair.count;
    }
    *ret_learned = learned;
    return audit_add(tx, &(struct audit_entry){.action = "roads.learn"});
}
