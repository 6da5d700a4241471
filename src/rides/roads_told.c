#include "rides/roads_told.h"

#include "rides/rides_inside.h"
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

/* --- when it really went --------------------------------------------------------------------- */

static bool times_can_be(const struct ctx *tx, struct date day, struct instant picked_up,
                         struct instant set_down)
{
    const struct instant times[] = {picked_up, set_down};

    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        if (instant_is_none(times[i]))
            continue;
        if (times[i].seconds > tx->now.seconds || instant_date(times[i]).days != day.days)
            return false;
    }
    return instant_is_none(picked_up) || instant_is_none(set_down) ||
           picked_up.seconds < set_down.seconds;
}

enum status ride_leg_write_times(struct ctx *tx, int64_t leg_id, int64_t version,
                                 struct instant picked_up, struct instant set_down)
{
    struct ride_leg_row leg;
    struct ride_row ride;
    int64_t changed;

    TRY(ride_leg_read(tx, leg_id, &leg));
    TRY(ride_open(tx, leg.ride_id, &ride));
    if (!times_can_be(tx, ride.on_day, picked_up, set_down))
        return ERR_INVALID;

    const struct ride_leg_went_args args = {
        .id = leg_id, .version = version, .picked_up_at = picked_up, .set_down_at = set_down};

    TRY(ride_leg_went(tx, &args, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    TRY(ride_set_state(tx, ride.id, ride.state)); /* the ride's next version */
    return ride_told(tx, &(struct ride_tale){.ride_id = ride.id,
                                             .kind = "went",
                                             .detail = leg.direction,
                                             .fields = "picked_up_at set_down_at"});
}
