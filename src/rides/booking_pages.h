/*
 * A booking while the caller waits, as its pages share it: what was typed, who it is for, and the
 * wish that comes of both. The same pages move a ride that was booked.
 */
#ifndef RIDES_BOOKING_PAGES_H
#define RIDES_BOOKING_PAGES_H

#include "rides/rides_pages.h"
#include "rides/series.h"
#include "store/store.h"

enum { BOOKING_NOTES_MAX = 500, BOOKING_REASON_MAX = 300 };

/* Codes of the form; the values of the first are of enum ride_return. */
extern const struct input_choice BOOKING_RETURNS[];
extern const struct input_choice BOOKING_YES_NO[];

/* How it comes again. */
enum booking_repeat { REPEAT_NO, REPEAT_WEEK, REPEAT_TWO_WEEKS, REPEAT_MONTH };
extern const struct input_choice BOOKING_REPEATS[];

/* The fields of the form, by their names. */
struct booking_args {
    int64_t person;
    const char *call;
    int64_t version; /* of the ride that is moved */
    int64_t destination;
    struct date day;
    struct clock_time appointment;
    int return_kind; /* enum ride_return */
    struct clock_time return_at;
    int64_t wait_minutes; /* of RIDE_RETURN_WAIT */
    int64_t early;        /* as one of the answer's offers: leaves home so many minutes earlier */
    int64_t companions;
    const char *mobility_aid;
    int64_t boarding_minutes;
    const char *boarding_notes;
    const char *alone;    /* "yes" or "no", asked on this call; else NULL */
    const char *autonomy; /* likewise */
    int64_t volunteer;    /* asked for; 0: whoever is free */
    const char *exception_reason;
    bool promise;          /* the likely volunteer's name was told */
    int64_t likely;        /* who that was */
    int64_t said_outbound; /* the windows on the page, in seconds */
    int64_t said_homeward;
    int repeat; /* enum booking_repeat; -1: not asked */
    struct input_ids weekdays;
    struct date repeat_until;
    int64_t repeat_times;
    struct input_ids take; /* the dates that were ticked: series_take_value */
    struct input_ids pass; /* the windows of all dates on the page, in seconds */
    struct input_ids back;
    struct input_ids
        sooner; /* those whose appointment can be kept by leaving earlier, and by how much */
};

struct booking {
    int64_t ride_id;        /* the ride that is moved; 0: a new one */
    struct ride_page moved; /* with ride_id */
    struct booking_args args;
    struct form_errors errors;
    struct person_card card;
    struct policy_set rules;
    struct ride_wish wish;
    struct series_rule rule; /* with booking_repeats() */
    bool ask_alone; /* nothing newer than the policy's days says that the condition is there */
    bool ask_autonomy;
};

/* A new booking for a person, or of the ride in the address, with the values to start from in
   `ret_form`. Audits the reading. */
MUST_USE enum status booking_start(struct ctx *ctx, struct request *request, int64_t person_id,
                                   struct booking *ret_booking, struct form *ret_form);

/* What was posted. Mistakes are in `errors`. Audits the reading. */
MUST_USE enum status booking_read(struct ctx *ctx, struct request *request,
                                  struct booking *ret_booking);

/* How one walks and gets in, as the form must have it. */
void booking_check_boarding(struct ctx *ctx, const struct policy_set *rules,
                            const struct options_list *aids, const char *aid, int64_t minutes,
                            struct form_errors *errors);

/* The answer, changing nothing. */
MUST_USE enum status booking_answer(struct ctx *ctx, const struct booking *booking,
                                    struct ride_answer *ret_answer);

/* Those in service today, to choose from. */
MUST_USE enum status booking_volunteers(struct ctx *ctx, struct options_list *ret_volunteers);

/* Is it asked for again and again? */
bool booking_repeats(const struct booking *booking);

/* The rule of what was typed, from its first day on, which becomes the wish's. */
void booking_check_repeat(struct ctx *ctx, struct booking *booking);

/* A no is counted when it is said, whatever is pressed after it. */
MUST_USE enum status booking_count_no(struct ctx *ctx, const struct booking *booking,
                                      enum ride_refusal refusal);

/* What travels with every button of an answer's page, but for the times. */
struct hidden_view *booking_fields(struct ctx *ctx, struct request *request,
                                   const struct booking *booking, size_t *ret_count);

/* The answer of a series, date by date; not `*ret_told` when a condition of the person says no to
   all of them, which is an answer like any other. */
MUST_USE enum status series_tell(struct ctx *ctx, struct request *request,
                                 const struct booking *booking, const char *news, bool *ret_told,
                                 struct response *response);

/* "/accompagnamenti/nuovo" or "/accompagnamenti/7/sposta", and the paths below it. */
const char *booking_path(struct ctx *ctx, const struct booking *booking, const char *below);

/* The form with what is typed in `form`. `conflict`: a sentence on top, or NULL. */
MUST_USE enum status booking_form_show(struct ctx *ctx, struct request *request,
                                       const struct booking *booking, const struct form *form,
                                       const char *conflict, struct response *response);

/* The answer's page. `news`: what changed since the last one, or NULL. */
MUST_USE enum status booking_answer_show(struct ctx *ctx, struct request *request,
                                         const struct booking *booking,
                                         const struct ride_answer *answer, const char *news,
                                         struct response *response);

#endif
