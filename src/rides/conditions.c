#include <string.h>

#include "base/text.h"
#include "rides/rides_inside.h"

/* The conditions of a ride in the order in which a refusal helps most: first what can be asked on
   the spot, then who, where, with what, and when. */

static bool is_current(const struct ride_case *ride, const char *value, struct date on)
{
    int64_t days = policy_number(&ride->policies, POLICY_RIDES_DECLARATION_VALID_DAYS);

    return value && instant_date(ride->now).days - on.days <= days;
}

static bool has_died(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return !date_is_none(ride->person.died_on);
}

static bool alone_matters(const struct ride_case *ride)
{
    return policy_flag(&ride->policies, POLICY_RIDES_REQUIRES_LIVING_ALONE) &&
           !ride->wish->lives_alone_declared;
}

static bool alone_is_unknown(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return alone_matters(ride) && !ride->wish->lives_with_others_declared &&
           !is_current(ride, ride->person.lives_alone, ride->person.lives_alone_on);
}

/* Who said just now that they live with others has their answer, and is asked nothing more. */
static bool alone_was_denied(const struct ride_case *ride)
{
    return alone_matters(ride) && ride->wish->lives_with_others_declared && !ride->exception;
}

static bool autonomy_is_unknown(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return !ride->wish->autonomy_declared && !ride->wish->needs_help_declared &&
           !alone_was_denied(ride) &&
           !is_current(ride, ride->person.autonomy, ride->person.autonomy_on);
}

static bool lives_with_others(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return alone_matters(ride) &&
           (ride->wish->lives_with_others_declared || !text_equal(ride->person.lives_alone, "yes"));
}

static bool is_not_self_sufficient(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return !ride->wish->autonomy_declared &&
           (ride->wish->needs_help_declared ||
            !policy_has_code(&ride->policies, POLICY_RIDES_REQUIRES_AUTONOMY,
                             ride->person.autonomy));
}

static bool has_no_address(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return ride->person.latitude_micro == SQL_INT_NONE ||
           ride->person.longitude_micro == SQL_INT_NONE;
}

static bool place_gets_rides(const struct ride_case *ride, const struct place_row *place)
{
    return policy_has_place(&ride->policies, POLICY_RIDES_PLACES, place->id);
}

static bool place_is_not_served(const struct ride_case *ride, const char **ret_detail)
{
    for (size_t i = 0; i < ride->place_count; i++) {
        if (ride->places[i].id == ride->person.place_id && place_gets_rides(ride, &ride->places[i]))
            return false;
    }
    *ret_detail = ride->person.place_name;
    return true;
}

static bool destination_is_not_served(const struct ride_case *ride, const char **ret_detail)
{
    *ret_detail = ride->destination.name;
    return !ride->destination.active ||
           !policy_has_code(&ride->policies, POLICY_RIDES_PURPOSES, ride->destination.kind);
}

static bool aid_is_not_carried(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return !policy_has_code(&ride->policies, POLICY_RIDES_MOBILITY_AIDS, ride->wish->mobility_aid);
}

static bool has_too_many_companions(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return ride->wish->companions > policy_number(&ride->policies, POLICY_RIDES_MAX_COMPANIONS);
}

static bool is_in_the_past(const struct ride_case *ride, const char **ret_detail)
{
    (void)ret_detail;
    return instant_at(ride->wish->day, ride->wish->appointment).seconds <= ride->now.seconds;
}

static bool is_too_far_ahead(const struct ride_case *ride, const char **ret_detail)
{
    int64_t days = policy_number(&ride->policies, POLICY_RIDES_HORIZON_DAYS);

    (void)ret_detail;
    return ride->wish->day.days - instant_date(ride->now).days > days;
}

static bool is_closed_day(const struct ride_case *ride, const char **ret_detail)
{
    return calendar_is_closed(&ride->calendar, ZONE_LINE_RIDES, ride->destination.place_id,
                              ride->wish->day, ret_detail);
}

static const struct {
    enum ride_refusal refusal;
    bool (*is_broken)(const struct ride_case *ride, const char **ret_detail);
} RULES[] = {
    {RIDE_HAS_DIED, has_died},
    {RIDE_UNKNOWN_ALONE, alone_is_unknown},
    {RIDE_UNKNOWN_AUTONOMY, autonomy_is_unknown},
    {RIDE_NOT_ALONE, lives_with_others},
    {RIDE_NOT_SELF_SUFFICIENT, is_not_self_sufficient},
    {RIDE_NO_ADDRESS, has_no_address},
    {RIDE_PLACE_NOT_SERVED, place_is_not_served},
    {RIDE_DESTINATION_NOT_SERVED, destination_is_not_served},
    {RIDE_AID_NOT_CARRIED, aid_is_not_carried},
    {RIDE_TOO_MANY_COMPANIONS, has_too_many_companions},
    {RIDE_IN_THE_PAST, is_in_the_past},
    {RIDE_TOO_FAR_AHEAD, is_too_far_ahead},
    {RIDE_CLOSED_DAY, is_closed_day},
};

bool ride_refusal_may_be_waived(enum ride_refusal refusal)
{
    return refusal == RIDE_NOT_ALONE || refusal == RIDE_NOT_SELF_SUFFICIENT ||
           refusal == RIDE_PLACE_NOT_SERVED || refusal == RIDE_DESTINATION_NOT_SERVED ||
           refusal == RIDE_TOO_LATE;
}

enum ride_refusal ride_conditions(const struct ride_case *ride, bool *ret_waived,
                                  const char **ret_detail)
{
    bool waived = false;

    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++) {
        const char *detail = NULL;

        if (!RULES[i].is_broken(ride, &detail))
            continue;
        if (!ride->exception || !ride_refusal_may_be_waived(RULES[i].refusal)) {
            *ret_detail = detail;
            return RULES[i].refusal;
        }
        waived = true;
    }
    *ret_waived = waived;
    return RIDE_ACCEPTED;
}
