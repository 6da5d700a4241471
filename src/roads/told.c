#include "roads/told.h"

#include "store/audit.h"

enum status roads_read(struct ctx *ctx, const struct policy_set *policies, struct roads *ret_roads)
{
    struct roads roads = {
        .factor_percent = policy_number(policies, POLICY_RIDES_ROAD_FACTOR_PERCENT),
        .speed_kmh = policy_number(policies, POLICY_RIDES_SPEED_KMH),
        .shortest_minutes = policy_number(policies, POLICY_RIDES_SHORTEST_DRIVE_MINUTES),
    };
    struct travel_time_row *told;
    struct road_factor_row *factors;

    TRY(travel_times(ctx, &told, &roads.told_count));
    TRY(road_factors(ctx, &factors, &roads.factor_count));
    roads.told = told;
    roads.factors = factors;
    *ret_roads = roads;
    return OK;
}

static enum status road_noted(struct ctx *tx, const char *action, int64_t id)
{
    return audit_add(tx, &(struct audit_entry){
                             .action = action, .subject_kind = "travel_time", .subject_id = id});
}

enum status road_time_add(struct ctx *tx, const struct road_time_insert_args *time, int64_t *ret_id)
{
    TRY(road_time_insert(tx, time, ret_id));
    return road_noted(tx, "roads.add", *ret_id);
}

enum status road_time_change(struct ctx *tx, const struct road_time_update_args *time)
{
    int64_t changed;

    TRY(road_time_update(tx, time, &changed));
    return changed ? road_noted(tx, "roads.change", time->id) : ERR_CONFLICT;
}

enum status road_time_drop(struct ctx *tx, int64_t id, int64_t version)
{
    int64_t changed;

    TRY(road_time_delete(tx, id, version, &changed));
    return changed ? road_noted(tx, "roads.drop", id) : ERR_CONFLICT;
}

enum status road_factor_set(struct ctx *tx, int64_t place_id, int64_t percent, int64_t version)
{
    int64_t changed;

    if (percent == 0)
        TRY(road_factor_delete(tx, place_id, version, &changed));
    else if (version == 0)
        TRY(road_factor_insert(tx, place_id, percent, &changed));
    else
        TRY(road_factor_update(tx, place_id, percent, version, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return audit_add(tx, &(struct audit_entry){.action = "roads.factor",
                                               .subject_kind = "place",
                                               .subject_id = place_id,
                                               .place_id = place_id});
}

enum status roads_routed_take(struct ctx *tx, struct road_time_put_args *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rows[i].source = "routed";
        TRY(road_time_put(tx, &rows[i]));
    }
    return audit_add(tx,
                     &(struct audit_entry){.action = "roads.route", .subject_kind = "travel_time"});
}
