#include "volunteers/papers.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/words.h"
#include "store/audit.h"
#include "zone/zone.h"

static enum policy_key needed_key(struct paper_owner owner)
{
    return owner.volunteer_id ? POLICY_VOLUNTEERS_REQUIRED_PAPERS
                              : POLICY_VOLUNTEERS_REQUIRED_CAR_PAPERS;
}

bool papers_cover(const struct policy_set *policies, const struct paper_held *held, size_t count,
                  struct paper_owner owner)
{
    const enum policy_key key = needed_key(owner);
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        found += held[i].volunteer_id == owner.volunteer_id &&
                 held[i].vehicle_id == owner.vehicle_id &&
                 policy_has_code(policies, key, held[i].kind);
    }
    return found == policy_code_count(policies, key);
}

static bool is_owners(const struct paper_row *paper, struct paper_owner owner)
{
    return paper->volunteer_id == owner.volunteer_id && paper->vehicle_id == owner.vehicle_id;
}

struct date papers_last_day(const struct paper_row *papers, size_t count, struct paper_owner owner,
                            const char *kind, struct date day)
{
    struct date last = date_add_days(day, -1);

    for (size_t i = 0; i < count; i++) {
        const struct paper_row *paper = &papers[i];

        if (!is_owners(paper, owner) || !text_equal(paper->kind, kind) ||
            paper->from_date.days > last.days + 1)
            continue;
        if (date_is_none(paper->to_date))
            return DATE_NONE;
        if (paper->to_date.days > last.days)
            last = paper->to_date;
    }
    return last;
}

/* ---- what is to be renewed ------------------------------------------------------------------- */

struct due_list {
    struct ctx *ctx;
    struct policy_set policies;
    struct codes volunteer_kinds;
    struct codes vehicle_kinds;
    struct paper_row *papers;
    size_t paper_count;
    struct paper_due *items;
    size_t count;
};

static enum status due_add(struct due_list *list, struct paper_owner owner, const char *whose,
                           const struct code_row *kind)
{
    const struct date today = instant_date(list->ctx->now);
    const bool needed = policy_has_code(&list->policies, needed_key(owner), kind->code);
    const struct date last =
        papers_last_day(list->papers, list->paper_count, owner, kind->code, today);

    if (date_is_none(last) || last.days > today.days + PAPERS_AHEAD_DAYS ||
        (!needed && last.days < today.days))
        return OK;
    if (list->count == PAPERS_DUE_MAX)
        return ERR_TOO_LARGE;
    list->items[list->count++] = (struct paper_due){
        .owner = owner,
        .whose = whose,
        .paper = code_label(list->ctx, kind),
        .last_day = last,
        .is_missing = last.days < today.days,
        .is_soon = last.days <= today.days + PAPERS_SOON_DAYS,
    };
    return OK;
}

static enum status due_of_volunteers(struct due_list *list)
{
    struct ctx *ctx = list->ctx;
    struct volunteer_row *rows;
    size_t count;

    TRY(volunteers_in_service(ctx, instant_date(ctx->now), &rows, &count));
    for (size_t i = 0; i < count; i++) {
        const char *whose = arena_printf(ctx->arena, "%s %s", rows[i].surname, rows[i].name);

        for (size_t k = 0; k < list->volunteer_kinds.count; k++)
            TRY(due_add(list, (struct paper_owner){.volunteer_id = rows[i].id}, whose,
                        &list->volunteer_kinds.rows[k]));
    }
    return OK;
}

static enum status due_of_vehicles(struct due_list *list)
{
    struct ctx *ctx = list->ctx;
    struct vehicle_name *rows;
    size_t count;

    TRY(vehicles_in_service(ctx, instant_date(ctx->now), &rows, &count));
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < list->vehicle_kinds.count; k++)
            TRY(due_add(list, (struct paper_owner){.vehicle_id = rows[i].id}, rows[i].name,
                        &list->vehicle_kinds.rows[k]));
    }
    return OK;
}

static int by_day(const void *left, const void *right)
{
    const struct paper_due *a = left;
    const struct paper_due *b = right;

    return (a->last_day.days > b->last_day.days) - (a->last_day.days < b->last_day.days);
}

enum status papers_due(struct ctx *ctx, struct paper_due **ret_due, size_t *ret_count)
{
    struct due_list list = {.ctx = ctx};

    TRY(policy_read(ctx, instant_date(ctx->now), &list.policies));
    TRY(codes_read_all(ctx, "volunteer_paper", &list.volunteer_kinds));
    TRY(codes_read_all(ctx, "vehicle_paper", &list.vehicle_kinds));
    TRY(papers_all(ctx, &list.papers, &list.paper_count));
    list.items = arena_array(ctx->arena, struct paper_due, PAPERS_DUE_MAX);
    TRY(due_of_volunteers(&list));
    TRY(due_of_vehicles(&list));
    qsort(list.items, list.count, sizeof(*list.items), by_day);
    *ret_due = list.items;
    *ret_count = list.count;
    return OK;
}

/* ---- changes --------------------------------------------------------------------------------- */

static enum status paper_told(struct ctx *tx, const char *action, struct paper_owner owner,
                              const char *fields)
{
    return audit_add(tx,
                     &(struct audit_entry){
                         .action = action,
                         .subject_kind = owner.volunteer_id ? "volunteer" : "vehicle",
                         .subject_id = owner.volunteer_id ? owner.volunteer_id : owner.vehicle_id,
                         .fields = fields,
                     });
}

enum status paper_add(struct ctx *tx, const struct paper_insert_args *paper, int64_t *ret_id)
{
    TRY(paper_insert(tx, paper, ret_id));
    return paper_told(tx, "paper.add", (struct paper_owner){paper->volunteer_id, paper->vehicle_id},
                      NULL);
}

/* The names of what differs, for the audit. */
static const char *paper_fields(struct ctx *ctx, const struct paper_row *row,
                                const struct paper_update_args *args)
{
    return arena_printf(ctx->arena, "%s%s%s%s", text_equal(row->kind, args->kind) ? "" : "kind ",
                        text_equal(row->number, args->number) ? "" : "number ",
                        row->from_date.days == args->from_date.days ? "" : "from ",
                        row->to_date.days == args->to_date.days ? "" : "to ");
}

enum status paper_change(struct ctx *tx, const struct paper_update_args *paper)
{
    struct paper_row row;
    int64_t changed;

    TRY(paper_read(tx, paper->id, &row));
    TRY(paper_update(tx, paper, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return paper_told(tx, "paper.change", (struct paper_owner){row.volunteer_id, row.vehicle_id},
                      paper_fields(tx, &row, paper));
}

enum status paper_drop(struct ctx *tx, int64_t id, int64_t version)
{
    struct paper_row row;
    int64_t changed;

    TRY(paper_read(tx, id, &row));
    TRY(paper_delete(tx, id, version, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return paper_told(tx, "paper.drop", (struct paper_owner){row.volunteer_id, row.vehicle_id},
                      NULL);
}
