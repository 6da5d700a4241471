#include "agenda/agenda_rides.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/day_words.h"
#include "hand_back_sql.h"
#include "rides/answer_words.h"
#include "zone/policy.h"
#include "zone/zone.h"

enum { WORDS_MAX = 1000 };

static const char *span_text(struct ctx *ctx, struct instant from, struct instant to)
{
    return arena_printf(ctx->arena, "%s-%s", clock_show(ctx->arena, instant_clock(from)),
                        clock_show(ctx->arena, instant_clock(to)));
}

/* A return "when called" has no time before the call. */
static const char *leg_when(struct ctx *ctx, const struct day_leg *leg)
{
    if (leg->homeward && leg->return_kind == RIDE_RETURN_ON_CALL && !leg->outcome)
        return tr(ctx, "Quando chiama");
    return span_text(ctx, leg->window_opens, leg->window_closes);
}

static struct agenda_leg leg_view(struct ctx *ctx, const struct codes *outcomes,
                                  const struct day_leg *leg, bool assigned)
{
    return (struct agenda_leg){
        .href = arena_printf(ctx->arena, "/accompagnamenti/%lld", (long long)leg->ride_id),
        .when = leg_when(ctx, leg),
        .who = person_full_name(ctx->arena, leg->person),
        .from = leg->from,
        .to = leg->to,
        .volunteer = assigned ? leg->volunteer_name : NULL,
        .state = leg_state(ctx, outcomes, leg->outcome, assigned, leg->window_closes),
        .late = words_late(ctx, leg->late_minutes),
    };
}

/* A leg of the day, and whether somebody drives it. */
struct listed_leg {
    const struct day_leg *leg;
    bool assigned;
};

static int earlier_first(const void *a, const void *b)
{
    const struct day_leg *first = ((const struct listed_leg *)a)->leg;
    const struct day_leg *second = ((const struct listed_leg *)b)->leg;

    if (first->window_opens.seconds != second->window_opens.seconds)
        return first->window_opens.seconds < second->window_opens.seconds ? -1 : 1;
    return first->leg_id < second->leg_id ? -1 : first->leg_id > second->leg_id;
}

/* All but the cancelled ones, by time. */
static size_t legs_gather(struct ctx *ctx, const struct rides_day *day,
                          struct listed_leg **ret_legs)
{
    size_t count = 0;
    size_t room = day->unassigned_count;

    for (size_t i = 0; i < day->volunteer_count; i++)
        room += day->volunteers[i].leg_count;

    struct listed_leg *legs = arena_array(ctx->arena, struct listed_leg, room);

    for (size_t i = 0; i < day->unassigned_count; i++)
        legs[count++] = (struct listed_leg){day->unassigned[i], false};
    for (size_t i = 0; i < day->volunteer_count; i++) {
        const struct day_volunteer *volunteer = &day->volunteers[i];

        for (size_t k = 0; k < volunteer->leg_count; k++)
            legs[count++] = (struct listed_leg){volunteer->legs[k], true};
    }
    qsort(legs, count, sizeof *legs, earlier_first);
    *ret_legs = legs;
    return count;
}

static enum status legs_fill(struct ctx *ctx, const struct rides_day *day, struct agenda_view *view)
{
    struct codes outcomes;
    struct listed_leg *legs;
    size_t count = legs_gather(ctx, day, &legs);
    struct agenda_leg *views = arena_array(ctx->arena, struct agenda_leg, count);

    TRY(codes_read_all(ctx, "leg_outcome", &outcomes));
    for (size_t i = 0; i < count; i++) {
        views[i] = leg_view(ctx, &outcomes, legs[i].leg, legs[i].assigned);
        view->late_count += views[i].late != NULL;
    }
    view->legs = views;
    view->leg_count = count;
    return OK;
}

static const char *present_text(struct ctx *ctx, const struct day_volunteer *volunteer)
{
    struct buf text = buf_new(ctx->arena, WORDS_MAX);

    for (size_t i = 0; i < volunteer->shift_count; i++)
        buf_printf(&text, "%s%s", i > 0 ? ", " : "",
                   span_text(ctx, volunteer->shifts[i].starts, volunteer->shifts[i].ends));
    return volunteer->shift_count > 0 ? buf_text(&text) : tr(ctx, "Non in servizio");
}

static const struct agenda_free *free_lines(struct ctx *ctx, const struct day_volunteer *volunteer)
{
    struct agenda_free *lines = arena_array(ctx->arena, struct agenda_free, volunteer->free_count);

    for (size_t i = 0; i < volunteer->free_count; i++) {
        const struct day_free *free = &volunteer->free[i];

        lines[i].when = span_text(ctx, free->from, free->to);
        lines[i].seats =
            arena_printf(ctx->arena, tr_count(ctx, "%lld posto", "%lld posti", free->seats),
                         (long long)free->seats);
    }
    return lines;
}

static bool is_over(const struct ctx *ctx, const struct day_volunteer *volunteer)
{
    for (size_t i = 0; i < volunteer->shift_count; i++) {
        if (volunteer->shifts[i].ends.seconds > ctx->now.seconds)
            return false;
    }
    return volunteer->shift_count > 0;
}

static void free_fill(struct ctx *ctx, const struct rides_day *day, struct agenda_view *view)
{
    struct agenda_volunteer *views =
        arena_array(ctx->arena, struct agenda_volunteer, day->volunteer_count);

    for (size_t i = 0; i < day->volunteer_count; i++) {
        views[i].name = day->volunteers[i].name;
        views[i].present = present_text(ctx, &day->volunteers[i]);
        views[i].free = free_lines(ctx, &day->volunteers[i]);
        views[i].free_count = day->volunteers[i].free_count;
        views[i].is_over = is_over(ctx, &day->volunteers[i]);
    }
    view->volunteers = views;
    view->volunteer_count = day->volunteer_count;
}

static void duties_add(struct ctx *ctx, const struct rides_day *day, struct agenda_view *view)
{
    int ahead = day->day.days - instant_date(ctx->now).days;
    const char *when = ahead == 0   ? tr(ctx, "Oggi")
                       : ahead == 1 ? tr(ctx, "Domani")
                                    : date_show(ctx->arena, day->day);

    for (size_t i = 0; i < day->volunteer_count && view->duty_count < AGENDA_DUTIES_MAX; i++) {
        const struct day_volunteer *volunteer = &day->volunteers[i];

        if (ahead < 0 || !rides_sheet_is_the_circles(volunteer))
            continue;
        view->duties[view->duty_count++] = (struct agenda_duty){
            .when = when,
            .volunteer = volunteer->name,
            .href =
                arena_printf(ctx->arena, "/accompagnamenti/foglio/%lld?giorno=%s",
                             (long long)volunteer->volunteer_id, date_to_iso(ctx->arena, day->day)),
        };
    }
}

static enum status hand_backs_fill(struct ctx *ctx, struct agenda_view *view)
{
    struct hand_back_row *rows;

    TRY(ride_hand_backs_from(ctx, ctx->now, &rows, &view->hand_back_count));

    struct agenda_duty *lines = arena_array(ctx->arena, struct agenda_duty, view->hand_back_count);

    for (size_t i = 0; i < view->hand_back_count; i++) {
        struct date day = instant_date(rows[i].starts);
        const char *iso = date_to_iso(ctx->arena, day);

        lines[i] = (struct agenda_duty){
            .when = arena_printf(ctx->arena, "%s, %s", day_words_first(ctx, day),
                                 span_text(ctx, rows[i].starts, rows[i].ends)),
            .volunteer = arena_printf(ctx->arena, "%s %s", rows[i].name, rows[i].surname),
            .href = arena_printf(ctx->arena, "/accompagnamenti/scoperti?dal=%s&al=%s", iso, iso),
        };
    }
    view->hand_backs = lines;
    return OK;
}

enum status agenda_rides_fill(struct ctx *ctx, int64_t office_id, struct date day,
                              struct agenda_view *view, bool *ret_seen)
{
    struct rides_day rides;

    TRY(rides_day(ctx, office_id, day, &rides));
    TRY(legs_fill(ctx, &rides, view));
    free_fill(ctx, &rides, view);
    TRY(hand_backs_fill(ctx, view));
    duties_add(ctx, &rides, view);
    view->closed = rides.closed_why;
    *ret_seen = view->leg_count > 0;
    return OK;
}

/* Planned only for who has a sheet to hand over: hardly anybody. */
static enum status tomorrow_duties(struct ctx *ctx, int64_t office_id, struct agenda_view *view)
{
    struct rides_day rides;

    TRY(rides_day(ctx, office_id, date_add_days(instant_date(ctx->now), 1), &rides));
    duties_add(ctx, &rides, view);
    return OK;
}

enum status agenda_tomorrow_fill(struct ctx *ctx, int64_t office_id, struct agenda_view *view)
{
    struct date today = instant_date(ctx->now);
    struct rides_outline rides;
    int64_t notice;

    TRY(rides_outline(ctx, office_id, date_add_days(today, 1), &rides));
    TRY(policy_read_number(ctx, POLICY_RIDES_NOTICE_MINUTES, today, &notice));

    struct instant from = instant_add_minutes(ctx->now, notice);

    if (rides.has_restricted)
        TRY(tomorrow_duties(ctx, office_id, view));
    if (rides.closed_why)
        view->tomorrow = arena_printf(ctx->arena, tr(ctx, "Chiuso: %s."), rides.closed_why);
    else if (rides.leg_count == 0)
        view->tomorrow = tr(ctx, "Nessun viaggio prenotato.");
    else
        view->tomorrow = arena_printf(ctx->arena,
                                      tr_count(ctx, "Un viaggio prenotato.",
                                               "%zu viaggi prenotati.", (int64_t)rides.leg_count),
                                      rides.leg_count);
    view->book_from =
        arena_printf(ctx->arena, tr(ctx, "%s alle %s"), day_words_long(ctx, instant_date(from)),
                     clock_show(ctx->arena, instant_clock(from)));
    return OK;
}
