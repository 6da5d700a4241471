#include <stdlib.h>

#include "base/text.h"
#include "demo/inside.h"
#include "demo_sql.h"
#include "rides/rides.h"
#include "zone/calendar.h"

/* A year of rides: telephone calls in order of time, each answered as the page would answer it,
   then what became of the rides that are over. */

enum {
    PAST_DAYS = 365,
    AHEAD_DAYS = 9,
    RIDES_A_DAY = 8,
    CALLS_MAX = 5000,
    HOSPITAL_PERCENT = 2,
    SHORT_NOTICE_PERCENT = 2,
};

struct call {
    struct ride_wish wish;
    const struct actor *taken_by;
};

struct dispatcher {
    struct chance chance;
    struct demo *demo;
    struct calendar calendar;
    const struct demo_person **riders;
    size_t rider_count;
    struct call *calls;
    size_t call_count;
};

static void list_riders(struct arena *arena, struct dispatcher *d)
{
    d->riders = arena_array(arena, const struct demo_person *, d->demo->people_count);
    for (size_t i = 0; i < d->demo->people_count; i++)
        if (d->demo->people[i].rider)
            d->riders[d->rider_count++] = &d->demo->people[i];
}

/* Mostly mornings, on the quarter of an hour. */
static struct clock_time choose_appointment(struct dispatcher *d)
{
    int quarter = chance_percent(&d->chance, 80) ? chance_between(&d->chance, 36, 46)  /* 9:00 */
                                                 : chance_between(&d->chance, 62, 68); /* 15:30 */
    return (struct clock_time){quarter * 15};
}

static bool line_is_closed(const struct dispatcher *d, struct date day)
{
    return date_weekday(day) > FRIDAY ||
           calendar_is_closed(&d->calendar, ZONE_LINE_RIDES, 0, day, NULL);
}

/* The last day up to this one on which the line was open. */
static struct date open_day(const struct dispatcher *d, struct date day)
{
    while (line_is_closed(d, day))
        day = date_add_days(day, -1);
    return day;
}

/* A moment at which the line was open, two to five days before, and not still to come. */
static struct instant choose_call(struct dispatcher *d, struct date day)
{
    struct date called = date_add_days(day, -chance_between(&d->chance, 2, 5));
    int hour = chance_percent(&d->chance, 70) ? 9 : 15;
    struct clock_time time = {hour * 60 + chance_below(&d->chance, 180)};
    if (called.days > d->demo->today.days)
        called = d->demo->today;
    called = open_day(d, called);
    if (instant_at(called, time).seconds > d->demo->now.seconds)
        called = open_day(d, date_add_days(called, -1));
    return instant_at(called, time);
}

/* Some ride often, most now and then. */
static const struct demo_person *choose_rider(struct dispatcher *d)
{
    if (chance_percent(&d->chance, 35))
        return d->riders[chance_common(&d->chance, d->rider_count)];
    return d->riders[chance_below(&d->chance, (int)d->rider_count)];
}

static void choose_return(struct dispatcher *d, struct ride_wish *wish)
{
    int luck = chance_below(&d->chance, 100);
    wish->return_kind = luck < 55   ? RIDE_RETURN_ON_CALL
                        : luck < 82 ? RIDE_RETURN_AT
                        : luck < 90 ? RIDE_RETURN_WAIT
                                    : RIDE_RETURN_NONE;
    wish->return_at = CLOCK_NONE;
    if (wish->return_kind == RIDE_RETURN_AT)
        wish->return_at.minutes = wish->appointment.minutes + 15 * chance_between(&d->chance, 2, 5);
    if (wish->return_kind == RIDE_RETURN_WAIT)
        wish->wait_minutes = 10 * chance_between(&d->chance, 1, 4);
}

/* Two rides in a hundred are asked for on the eve, too late; half of those get an exception. */
static void ask_late(struct dispatcher *d, struct call *call)
{
    struct ride_wish *wish = &call->wish;
    struct date eve = date_add_days(wish->day, -1);
    struct clock_time time = {15 * 60 + chance_below(&d->chance, 180)};
    struct instant at = instant_at(eve, time);
    if (!chance_percent(&d->chance, SHORT_NOTICE_PERCENT) || line_is_closed(d, eve) ||
        at.seconds > d->demo->now.seconds)
        return;
    wish->called_at = at;
    if (chance_percent(&d->chance, 50)) {
        wish->exception_reason = "Esame anticipato dall'ospedale";
        call->taken_by = d->demo->users[DEMO_COORDINATOR];
    }
}

static void add_call(struct dispatcher *d, struct date day)
{
    static const char *const AIDS[] = {"none", "stick", "walker", "folding_wheelchair"};
    static const int AID_WEIGHTS[] = {62, 26, 9, 3};
    const struct demo_person *rider = choose_rider(d);
    struct call *call = &d->calls[d->call_count++];
    size_t hospital = d->demo->destination_count - 1;
    size_t destination = (size_t)chance_below(&d->chance, (int)hospital);
    if (chance_percent(&d->chance, 30))
        destination = 0; /* the health centre */
    if (chance_percent(&d->chance, HOSPITAL_PERCENT))
        destination = hospital;
    *call = (struct call){
        .wish = {.person_id = rider->id,
                 .office_id = d->demo->valnerina,
                 .destination_id = d->demo->destinations[destination],
                 .called_at = choose_call(d, day),
                 .day = day,
                 .appointment = choose_appointment(d),
                 .companions = chance_percent(&d->chance, 8),
                 .mobility_aid = AIDS[chance_weighted(&d->chance, AID_WEIGHTS, 4)],
                 .boarding_minutes = chance_percent(&d->chance, 15) ? 10 : 5},
        .taken_by = d->demo->users[chance_percent(&d->chance, 75) ? DEMO_RIDES_COORDINATOR
                                                                  : DEMO_COORDINATOR],
    };
    choose_return(d, &call->wish);
    if (call->wish.boarding_minutes == 10)
        call->wish.boarding_notes = "Scendere al portone, tre gradini";
    ask_late(d, call);
}

static int by_time_of_call(const void *a, const void *b)
{
    const struct call *x = a, *y = b;
    if (x->wish.called_at.seconds != y->wish.called_at.seconds)
        return x->wish.called_at.seconds < y->wish.called_at.seconds ? -1 : 1;
    return x->wish.person_id < y->wish.person_id ? -1 : x->wish.person_id > y->wish.person_id;
}

static void invent_calls(struct arena *arena, struct dispatcher *d)
{
    d->calls = arena_array(arena, struct call, CALLS_MAX);
    for (int back = PAST_DAYS; back >= -AHEAD_DAYS; back--) {
        struct date day = date_add_days(d->demo->today, -back);
        int count = back < -2 ? RIDES_A_DAY / 2 : RIDES_A_DAY;
        if (line_is_closed(d, day))
            continue;
        count = chance_between(&d->chance, count - 3, count + 3);
        for (int i = 0; i < count && d->call_count < CALLS_MAX; i++)
            add_call(d, day);
    }
    qsort(d->calls, d->call_count, sizeof d->calls[0], by_time_of_call);
}

static enum status take_call(struct ctx *tx, const struct call *call)
{
    struct ctx as = demo_as(tx, call->taken_by, call->wish.called_at);
    struct ride_answer answer = {0};
    int64_t id, number;
    enum status status = ride_book(&as, &call->wish, NULL, &answer, &id, &number);
    if (status == ERR_CONFLICT && answer.refusal != RIDE_ACCEPTED)
        return ride_refuse(&as, &call->wish, answer.refusal, &id);
    return status;
}

static const char *choose_outcome(struct dispatcher *d)
{
    static const char *const OUTCOMES[] = {"done", "not_found", "gave_up", "cancelled_late",
                                           "cancelled_by_service"};
    static const int WEIGHTS[] = {930, 15, 20, 30, 5};
    return OUTCOMES[chance_weighted(&d->chance, WEIGHTS, 5)];
}

/* Who was not taken there is not fetched either. Legs come outbound first. */
static enum status end_legs(struct ctx *tx, struct dispatcher *d, const struct demo_ride *legs,
                            size_t count)
{
    const char *outcome = NULL;
    for (size_t i = 0; i < count; i++) {
        bool outbound = text_equal(legs[i].direction, "outbound");
        struct instant at = instant_add_minutes(legs[i].window_opens, 40);
        struct ctx as = demo_as(tx, d->demo->users[DEMO_RIDES_COORDINATOR], at);
        if (at.seconds > d->demo->now.seconds)
            continue;
        if (outbound || text_equal(outcome, "done"))
            outcome = choose_outcome(d);
        TRY(ride_leg_outcome(&as, legs[i].leg_id, outcome, NULL));
    }
    return OK;
}

/* Some give up the day before, in time; who called only later cannot. */
static bool cancels(struct dispatcher *d, const struct demo_ride *ride, struct instant eve)
{
    return chance_percent(&d->chance, 3) && ride->on_day.days < d->demo->today.days &&
           eve.seconds > ride->called_at.seconds;
}

static enum status end_ride(struct ctx *tx, struct dispatcher *d, const struct demo_ride *legs,
                            size_t count)
{
    struct instant eve = instant_at(date_add_days(legs->on_day, -1), (struct clock_time){17 * 60});
    struct ctx as = demo_as(tx, d->demo->users[DEMO_RIDES_COORDINATOR], eve);
    if (cancels(d, legs, eve))
        return ride_cancel(&as, legs->id, legs->version, "cancelled_in_time");
    return end_legs(tx, d, legs, count);
}

static enum status end_day(struct ctx *tx, struct dispatcher *d, struct date day)
{
    struct demo_ride *legs;
    size_t count, next;
    TRY(demo_rides_booked(tx, day, &legs, &count));
    for (size_t first = 0; first < count; first = next) {
        for (next = first + 1; next < count && legs[next].id == legs[first].id;)
            next++;
        TRY(end_ride(tx, d, &legs[first], next - first));
    }
    return OK;
}

static enum status take_calls(struct ctx *tx, struct dispatcher *d)
{
    for (size_t i = 0; i < d->call_count; i++) {
        size_t mark = arena_mark(tx->arena);
        TRY(take_call(tx, &d->calls[i]));
        arena_rewind(tx->arena, mark);
    }
    return OK;
}

enum status demo_make_rides(struct ctx *tx, struct demo *demo)
{
    struct dispatcher d = {.chance = chance_from(demo->seed, "rides"), .demo = demo};
    struct date first = date_add_days(demo->today, -PAST_DAYS - 10);
    TRY(calendar_read(tx, demo->valnerina, first, &d.calendar));
    list_riders(tx->arena, &d);
    invent_calls(tx->arena, &d);
    TRY(take_calls(tx, &d));
    for (int back = PAST_DAYS; back >= 0; back--) {
        size_t mark = arena_mark(tx->arena);
        TRY(end_day(tx, &d, date_add_days(demo->today, -back)));
        arena_rewind(tx->arena, mark);
    }
    return OK;
}
