#include "volunteers/proposals.h"

#include "base/text.h"
#include "store/audit.h"
#include "volunteers/volunteers.h"

static bool is_open(const struct volunteer_proposal_row *row)
{
    return text_equal(row->state, "open");
}

static enum status proposal_told(struct ctx *tx, const char *action, int64_t volunteer_id)
{
    return audit_add(tx, &(struct audit_entry){.action = action,
                                               .subject_kind = "volunteer",
                                               .subject_id = volunteer_id,
                                               .fields = "hours"});
}

/* --- said ------------------------------------------------------------------------------------- */

/* What the volunteer has said and nobody has answered. */
struct waiting {
    struct volunteer_proposal_row *rows;
    size_t count;
};

static enum status waiting_read(struct ctx *tx, int64_t volunteer_id, struct waiting *ret_waiting)
{
    struct waiting waiting;
    size_t open = 0;

    TRY(volunteer_proposals_of(tx, volunteer_id, tx->now, &waiting.rows, &waiting.count));
    while (open < waiting.count && is_open(&waiting.rows[open]))
        open++;
    waiting.count = open;
    *ret_waiting = waiting;
    return OK;
}

static bool is_to_end(const struct waiting *waiting, int64_t hours_id)
{
    for (size_t i = 0; i < waiting->count; i++) {
        if (waiting->rows[i].hours_id == hours_id)
            return true;
    }
    return false;
}

static bool overlaps(const struct proposal *proposal, int64_t weekday, struct clock_time starts,
                     struct clock_time ends)
{
    return proposal->weekday == weekday && proposal->starts.minutes < ends.minutes &&
           starts.minutes < proposal->ends.minutes;
}

/* Other hours on that day are no hindrance when the volunteer gives them up as well: so a morning
   is made shorter, by two proposals. */
static enum status more_check(struct ctx *tx, const struct proposal *proposal,
                              const struct waiting *waiting)
{
    struct volunteer_week_row *hours;
    size_t count;

    for (size_t i = 0; i < waiting->count; i++) {
        const struct volunteer_proposal_row *row = &waiting->rows[i];

        if (!row->hours_id && overlaps(proposal, row->weekday, row->starts, row->ends))
            return ERR_CONFLICT;
    }
    TRY(volunteer_hours_of(tx, proposal->volunteer_id, proposal->valid_from, &hours, &count));
    for (size_t i = 0; i < count; i++) {
        if (overlaps(proposal, hours[i].weekday, hours[i].starts, hours[i].ends) &&
            !is_to_end(waiting, hours[i].id))
            return ERR_CONFLICT;
    }
    return OK;
}

static enum status proposal_keep(struct ctx *tx, const struct proposal *proposal, int64_t *ret_id)
{
    const struct volunteer_proposal_insert_args row = {
        .volunteer_id = proposal->volunteer_id,
        .hours_id = proposal->hours_id,
        .weekday = proposal->weekday,
        .starts = proposal->starts,
        .ends = proposal->ends,
        .valid_from = proposal->valid_from,
        .state = "open",
        .said_at = tx->now,
        .decided_at = INSTANT_NONE,
    };

    TRY(volunteer_proposal_insert(tx, &row, ret_id));
    TRY(proposal_told(tx, "volunteer.propose", proposal->volunteer_id));
    return proposal->at_once ? proposal_accept(tx, *ret_id) : OK;
}

enum status proposal_say(struct ctx *tx, const struct proposal *proposal, int64_t *ret_id)
{
    struct proposal said = *proposal;
    struct waiting waiting;

    TRY(waiting_read(tx, said.volunteer_id, &waiting));
    if (waiting.count >= PROPOSALS_OPEN_MAX)
        return ERR_TOO_LARGE;
    if (said.hours_id) {
        struct volunteer_week_row hours;

        TRY(volunteer_hours_one(tx, said.hours_id, said.volunteer_id, instant_date(tx->now),
                                &hours));
        if (is_to_end(&waiting, said.hours_id))
            return ERR_CONFLICT;
        said.weekday = hours.weekday;
        said.starts = hours.starts;
        said.ends = hours.ends;
    } else {
        TRY(more_check(tx, &said, &waiting));
    }
    return proposal_keep(tx, &said, ret_id);
}

/* --- answered --------------------------------------------------------------------------------- */

/* The update decides who was first, also between two processes. */
static enum status proposal_end(struct ctx *tx, int64_t id, const char *state)
{
    int64_t changed;

    TRY(volunteer_proposal_decide(tx, id, state, tx->now, &changed));
    return changed == 1 ? OK : ERR_NOT_FOUND;
}

enum status proposal_withdraw(struct ctx *tx, int64_t volunteer_id, int64_t id)
{
    struct volunteer_proposal_row row;

    TRY(volunteer_proposal_read(tx, id, &row));
    if (row.volunteer_id != volunteer_id)
        return ERR_NOT_FOUND;
    TRY(proposal_end(tx, id, "withdrawn"));
    return proposal_told(tx, "volunteer.propose_withdraw", volunteer_id);
}

enum status proposal_refuse(struct ctx *tx, int64_t id)
{
    struct volunteer_proposal_row row;

    TRY(volunteer_proposal_read(tx, id, &row));
    TRY(proposal_end(tx, id, "refused"));
    return proposal_told(tx, "volunteer.propose_refuse", row.volunteer_id);
}

struct date proposal_holds_from(const struct ctx *ctx, const struct volunteer_proposal_row *row)
{
    const struct date today = instant_date(ctx->now);

    return row->valid_from.days > today.days ? row->valid_from : today;
}

static enum status proposal_fulfil(struct ctx *tx, const struct volunteer_proposal_row *row)
{
    const struct volunteer_hours_insert_args hours = {
        .volunteer_id = row->volunteer_id,
        .weekday = row->weekday,
        .starts = row->starts,
        .ends = row->ends,
        .valid_from = proposal_holds_from(tx, row),
        .valid_to = DATE_NONE,
    };
    enum status status;

    if (!row->hours_id)
        return volunteer_change_hours(tx, &hours);
    status = volunteer_end_hours(tx, row->volunteer_id, row->hours_id,
                                 date_add_days(hours.valid_from, -1));
    return status == ERR_NOT_FOUND ? OK : status; /* the coordinator had ended them: it is so */
}

enum status proposal_accept(struct ctx *tx, int64_t id)
{
    struct volunteer_proposal_row row;

    TRY(volunteer_proposal_read(tx, id, &row));
    TRY(proposal_end(tx, id, "accepted"));
    TRY(proposal_fulfil(tx, &row));
    return proposal_told(tx, "volunteer.propose_accept", row.volunteer_id);
}
