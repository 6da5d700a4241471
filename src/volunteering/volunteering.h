/*
 * What the volunteers' body keeps for itself (for the Valnerina it is AUSER): what each did, and
 * what is refunded. The office reads none of it: POWER_VOLUNTEERING_KEEP.
 */
#ifndef VOLUNTEERING_VOLUNTEERING_H
#define VOLUNTEERING_VOLUNTEERING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/money.h"
#include "base/month.h"
#include "volunteering_sql.h"
#include "web/router.h"
#include "zone/policy.h"

/* ---- hours and kilometres -------------------------------------------------------------------- */

/* A way with a passenger, from the pick-up to the drop-off. */
struct driven_span {
    struct instant from;
    struct instant to;
    int64_t metres;
};

/* Time and road of one volunteer's ways, which come by start. Two passengers in the car at once are
   one drive: time counts once, and the roads of ways that overlap are shared in proportion. */
void driven_sum(const struct driven_span *spans, size_t count, int64_t *ret_minutes,
                int64_t *ret_metres);

/* What a volunteer did of a kind (code list volunteer_activity). */
struct done_sum {
    int64_t volunteer_id;
    const char *kind;
    int64_t times;
    int64_t minutes;
    int64_t metres;
};

enum { DONE_SUMS_MAX = 4000 };

#define DONE_RIDES "ride"

/* From the rides that were driven, whose road is reckoned, and from what was written by hand; by
   volunteer. */
MUST_USE enum status done_sums(struct ctx *ctx, struct date first, struct date last,
                               struct done_sum **ret_sums, size_t *ret_count);

/* Inside a write, with their audit rows; ERR_CONFLICT: another version, ERR_NOT_FOUND: it is gone.
 */
MUST_USE enum status activity_add(struct ctx *tx, const struct activity_insert_args *activity,
                                  int64_t *ret_id);
MUST_USE enum status activity_change(struct ctx *tx, const struct activity_update_args *activity);
MUST_USE enum status activity_drop(struct ctx *tx, int64_t id, int64_t version);

/* ---- refunds --------------------------------------------------------------------------------- */

/* Of costs that were spent, with a receipt or, within the law's ceilings, on one's own word; never
   a flat rate (D.Lgs. 117/2017, art. 17 c. 3 and 4). */
#define REFUND_DOCUMENTED "documented"
#define REFUND_DECLARED   "declared"

enum refund_refusal {
    REFUND_FINE,
    REFUND_COST_NEEDS_RECEIPT, /* the body admits no declaration for this kind of cost */
    REFUND_OVER_DAY,
    REFUND_OVER_MONTH,
};

struct refund_limits {
    struct money declared_day;
    struct money declared_month;
    struct money documented_month;
    bool declared_cost; /* may this cost be declared? */
};

/* Of a kind of cost. */
struct refund_limits refund_limits_of(const struct policy_set *policies, const char *cost);

/* May this be asked for beside what was asked so far? What is exactly at a ceiling may. `ret_left`
   is what could still be asked for. */
enum refund_refusal refund_judge(const struct refund_limits *limits,
                                 const struct refund_sums *so_far, const char *basis,
                                 struct money amount, struct money *ret_left);

struct refund_asking {
    struct refund_insert_args refund;
    enum refund_refusal refusal; /* set by ERR_DENIED */
    struct money left;           /* likewise */
};

/* Inside a write. ERR_DENIED past a ceiling of that day or month. */
MUST_USE enum status refund_ask(struct ctx *tx, struct refund_asking *asking, int64_t *ret_id);

/* Inside a write. ERR_CONFLICT: another version, or decided already. */
MUST_USE enum status refund_settle(struct ctx *tx, const struct refund_decide_args *decision);

extern const struct route VOLUNTEERING_ROUTES[];
extern const size_t VOLUNTEERING_ROUTE_COUNT;

#endif
