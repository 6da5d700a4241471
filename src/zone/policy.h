/*
 * The rules that an administrator may change, each value with its dates.
 *
 * The table `policy` holds the values; here stand the keys, what each means, its unit and its
 * bounds. First values come with schema/0010_code_lists.sql and are given in brackets. They follow
 * the office's public page where that says something; the others are ours and marked so.
 */
#ifndef ZONE_POLICY_H
#define ZONE_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

enum policy_key {
    POLICY_NONE = 0,

    /* Rides: the promise. */

    /* [1440] from the start of the call to the opening of the outbound window, elapsed time:
       "almeno con 24 ore di anticipo" */
    POLICY_RIDES_NOTICE_MINUTES,
    /* [15] width of the pick-up window that is promised; ours */
    POLICY_RIDES_WINDOW_MINUTES,
    /* [60] how far ahead a ride may be booked; ours */
    POLICY_RIDES_HORIZON_DAYS,
    /* [45] longest time a passenger sits in the car; ours */
    POLICY_RIDES_MAX_ON_BOARD_MINUTES,
    /* [5] set down at least this long before the appointment; ours */
    POLICY_RIDES_ARRIVE_EARLY_MINUTES,
    /* [45] and at most this long before it; ours */
    POLICY_RIDES_ARRIVE_TOO_EARLY_MINUTES,
    /* [30] longest wait from "ready" to the return's window closing; ours */
    POLICY_RIDES_RETURN_WAIT_MINUTES,
    /* [60] a return "when called" is reserved this long after the appointment; ours */
    POLICY_RIDES_ON_CALL_AFTER_MINUTES,
    /* [20] how long the volunteer waits, unless the ride says otherwise; ours */
    POLICY_RIDES_WAIT_MINUTES,
    /* [60] most that a ride may say: a volunteer who waits drives nobody else; ours */
    POLICY_RIDES_WAIT_MAX_MINUTES,
    /* [20] so much earlier than others somebody may be set down where else they had no ride; ours
     */
    POLICY_RIDES_EARLY_MINUTES,
    /* [1080] so long before its pick-up a ride no longer changes hands to make room for another
       caller: the volunteer has the sheet. From 15:00 of the day before, for a ride at 9:00; ours
     */
    POLICY_RIDES_FIRM_MINUTES,
    /* [10] so much further than the shortest plan a day may drive that shares the rides out more
       fairly; 0: the shortest wins. Ours */
    POLICY_RIDES_FAIR_EXTRA_PERCENT,
    /* [3] nearest times offered with a refusal; ours */
    POLICY_RIDES_ALTERNATIVES,

    /* Rides: the road and the door. */

    /* [5] to get in, unless the ride says otherwise; ours */
    POLICY_RIDES_BOARDING_MINUTES,
    /* [20] most that a ride may say; ours */
    POLICY_RIDES_MAX_BOARDING_MINUTES,
    /* [1] ours */
    POLICY_RIDES_MAX_COMPANIONS,
    /* [150] road length in hundredths of the straight line; ours, for a valley */
    POLICY_RIDES_ROAD_FACTOR_PERCENT,
    /* [40] mean speed on such roads; ours */
    POLICY_RIDES_SPEED_KMH,
    /* [3] between two different doors; ours */
    POLICY_RIDES_SHORTEST_DRIVE_MINUTES,

    /* Rides: who, what for, where. "persone autosufficienti che vivono da sole" */

    /* [yes] */
    POLICY_RIDES_REQUIRES_LIVING_ALONE,
    /* [self_sufficient] codes of list autonomy that may ride */
    POLICY_RIDES_REQUIRES_AUTONOMY,
    /* [365] how long a self-declaration holds before it is asked again; ours */
    POLICY_RIDES_DECLARATION_VALID_DAYS,
    /* [surgery,health_centre,post_office] codes of list ride_purpose */
    POLICY_RIDES_PURPOSES,
    /* [none,stick,walker,folding_wheelchair] codes of list mobility_aid */
    POLICY_RIDES_MOBILITY_AIDS,
    /* [all] ids of the office's places that get rides, or "all" of them */
    POLICY_RIDES_PLACES,
    /* [Filo d'Argento] */
    POLICY_RIDES_LINE_NAME,
    /* [+390744814957] an ordinary number: the service is free of charge, the call is not, so never
       "numero gratuito" */
    POLICY_RIDES_PHONE,

    /* Rides: the sheet on the volunteer's telephone. Both ours. */

    /* [90] so long before a ride its passenger is named in full, and notes can be read */
    POLICY_RIDES_CAR_NEAR_MINUTES,
    /* [10] so long what was told from the car can be taken back there */
    POLICY_RIDES_CAR_UNDO_MINUTES,

    /* Rides: what a volunteer gives back on their own page. All ours. */

    /* [20] not later than so long before the shift */
    POLICY_RIDES_HAND_BACK_HOURS,
    /* [2] so many times without the coordinator */
    POLICY_RIDES_HAND_BACK_MOST,
    /* [28] in so many days */
    POLICY_RIDES_HAND_BACK_DAYS,
    /* [60] how long the link to that page holds */
    POLICY_VOLUNTEERS_LINK_DAYS,
    /* [no] weekly hours told there hold without the coordinator's yes, unless a promise would
       break; ours */
    POLICY_VOLUNTEERS_HOURS_AT_ONCE,

    /* Volunteers and cars: without these nobody drives and no car leaves. */

    /* [licence,insurance] codes of list volunteer_paper; insurance: D.Lgs. 117/2017, art. 18 */
    POLICY_VOLUNTEERS_REQUIRED_PAPERS,
    /* [policy] codes of list vehicle_paper */
    POLICY_VOLUNTEERS_REQUIRED_CAR_PAPERS,
    /* [10] most that is refunded of a day on the volunteer's word: the law's ceiling, D.Lgs.
       117/2017, art. 17 c. 4; a body may set less */
    POLICY_VOLUNTEERS_DECLARED_DAY_EURO,
    /* [150] and of a month, likewise */
    POLICY_VOLUNTEERS_DECLARED_MONTH_EURO,
    /* [300] of a month with receipts: the body's own limit; ours */
    POLICY_VOLUNTEERS_DOCUMENTED_MONTH_EURO,
    /* [car,ticket,parking] codes of list refund_cost that may be declared, as the body resolved */
    POLICY_VOLUNTEERS_DECLARED_COSTS,
    /* the agreement under which volunteers serve, in words; stands on their certificates */
    POLICY_VOLUNTEERS_AGREEMENT,

    /* The desk. */

    /* [10] length of a contact proposed in its form; ours */
    POLICY_DESK_CONTACT_MINUTES,
    /* [2] an open call-back shows as late after so many days; ours */
    POLICY_DESK_CALL_BACK_DAYS,

    /* Sign-in. All ours. */

    /* [60] */
    POLICY_SIGN_IN_SESSION_IDLE_MINUTES,
    /* [720] */
    POLICY_SIGN_IN_SESSION_ABSOLUTE_MINUTES,
    /* [15] failures are counted over so long */
    POLICY_SIGN_IN_THROTTLE_MINUTES,
    /* [5] of one account before it must wait */
    POLICY_SIGN_IN_ACCOUNT_FAILURES,
    /* [30] of one address before it must wait */
    POLICY_SIGN_IN_ORIGIN_FAILURES,
    /* [12] in characters; there is no other rule */
    POLICY_SIGN_IN_PASSWORD_MIN_LENGTH,
    /* [10] given at once */
    POLICY_SIGN_IN_RECOVERY_CODES,
    /* [180] how long an access that is over stays on record, but for each user's last one */
    POLICY_SIGN_IN_SESSIONS_KEPT_DAYS,

    POLICY_COUNT,
};

enum policy_kind {
    POLICY_KIND_NUMBER,
    POLICY_KIND_FLAG,   /* yes, no */
    POLICY_KIND_CODES,  /* separated by commas, without spaces around */
    POLICY_KIND_PLACES, /* "all", or ids separated by commas, without spaces */
    POLICY_KIND_PHONE,  /* as text_phone() writes it: "+390744814957" */
    POLICY_KIND_TEXT,
};

/* All values in force on one day. Strings live in the arena. */
struct policy_set {
    struct policy_value {
        int64_t number; /* flags as 0 and 1 */
        const char *text;
    } values[POLICY_COUNT];
};

/* One read for all. ERR_CORRUPT when a key has no value on that day or one outside its bounds. */
MUST_USE enum status policy_read(struct ctx *ctx, struct date on, struct policy_set *ret_policies);

/* One value by its own read, for who needs a single number on every request. */
MUST_USE enum status policy_read_number(struct ctx *ctx, enum policy_key key, struct date on,
                                        int64_t *ret_number);

/* Asking for a value of another kind is a bug; the text of a phone, of codes and of places is as
   stored. */
int64_t policy_number(const struct policy_set *policies, enum policy_key key);
bool policy_flag(const struct policy_set *policies, enum policy_key key);
const char *policy_text(const struct policy_set *policies, enum policy_key key);
bool policy_has_code(const struct policy_set *policies, enum policy_key key, const char *code);
size_t policy_code_count(const struct policy_set *policies, enum policy_key key);
/* The next of "stick,walker", moving `*codes` past it; NULL at the end. */
const char *policy_code_next(struct arena *arena, const char **codes);
bool policy_has_place(const struct policy_set *policies, enum policy_key key, int64_t place_id);

#define POLICY_ALL_PLACES "all"

/* What an administrator's page and the tests need to know of a key. */
struct policy_spec {
    const char *key; /* as stored: "rides.notice_minutes" */
    enum policy_kind kind;
    int64_t least; /* of a number */
    int64_t most;
    const char *label; /* Italian */
};
const struct policy_spec *policy_spec(enum policy_key key);
enum policy_key policy_key_from_text(const char *key); /* POLICY_NONE: unknown */

/* Would this text do as a value? */
bool policy_accepts(enum policy_key key, const char *value);

/* A new value from a day on; the former one ends the day before. A value that started that same day
   or later is not replaced: ERR_CONFLICT. ERR_INVALID when policy_accepts() says no. Inside a
   write, with its audit row. */
MUST_USE enum status policy_set_value(struct ctx *tx, enum policy_key key, const char *value,
                                      struct date from, const char *note);

#endif
