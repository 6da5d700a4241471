#include "zone/zone.h"

#include "base/text.h"
#include "store/audit.h"

static enum status added(struct ctx *tx, const char *action, const char *kind, int64_t id)
{
    return audit_add(
        tx, &(struct audit_entry){.action = action, .subject_kind = kind, .subject_id = id});
}

enum status zone_create(struct ctx *tx, const struct zone_insert_args *zone)
{
    TRY(zone_insert(tx, zone));
    return added(tx, "zone.create", "zone", 1);
}

enum status zone_add_municipality(struct ctx *tx, const char *code, const char *name, bool lead,
                                  int64_t *ret_id)
{
    int64_t id;
    TRY(municipality_insert(tx, code, name, lead, &id));
    if (lead)
        TRY(municipality_leave_lead(tx, id));
    TRY(added(tx, "zone.add_municipality", "municipality", id));
    *ret_id = id;
    return OK;
}

enum status zone_add_place(struct ctx *tx, const struct place_insert_args *place, int64_t *ret_id)
{
    int64_t id;
    TRY(place_insert(tx, place, &id));
    TRY(added(tx, "zone.add_place", "place", id));
    *ret_id = id;
    return OK;
}

enum status zone_add_office(struct ctx *tx, const struct office_insert_args *office,
                            const int64_t *place_ids, size_t place_count, int64_t *ret_id)
{
    int64_t id;
    TRY(office_insert(tx, office, &id));
    for (size_t i = 0; i < place_count; i++)
        TRY(office_place_insert(tx, id, place_ids[i]));
    TRY(added(tx, "zone.add_office", "office", id));
    *ret_id = id;
    return OK;
}

enum status zone_add_opening(struct ctx *tx, const struct opening_insert_args *opening,
                             int64_t *ret_id)
{
    int64_t id;
    TRY(opening_insert(tx, opening, &id));
    TRY(added(tx, "zone.add_opening", "opening", id));
    *ret_id = id;
    return OK;
}

enum status zone_add_holiday(struct ctx *tx, const struct holiday_insert_args *holiday,
                             int64_t *ret_id)
{
    int64_t id;
    TRY(holiday_insert(tx, holiday, &id));
    TRY(added(tx, "zone.add_holiday", "holiday", id));
    *ret_id = id;
    return OK;
}

enum status zone_add_closure(struct ctx *tx, const struct closure_insert_args *closure,
                             int64_t *ret_id)
{
    int64_t id;
    TRY(closure_insert(tx, closure, &id));
    TRY(added(tx, "zone.add_closure", "closure", id));
    *ret_id = id;
    return OK;
}

static struct date yesterday(const struct ctx *ctx)
{
    return date_add_days(instant_date(ctx->now), -1);
}

enum status zone_end_opening(struct ctx *tx, int64_t opening_id)
{
    int64_t changed;
    TRY(opening_end(tx, opening_id, yesterday(tx), &changed));
    return changed ? added(tx, "zone.end_opening", "opening", opening_id) : ERR_NOT_FOUND;
}

enum status zone_end_holiday(struct ctx *tx, int64_t holiday_id)
{
    int64_t changed;
    TRY(holiday_end(tx, holiday_id, yesterday(tx), &changed));
    return changed ? added(tx, "zone.end_holiday", "holiday", holiday_id) : ERR_NOT_FOUND;
}

enum status zone_end_closure(struct ctx *tx, int64_t closure_id)
{
    struct date today = instant_date(tx->now);
    int64_t changed;
    TRY(closure_remove(tx, closure_id, today, &changed));
    if (changed == 0)
        TRY(closure_shorten(tx, closure_id, today, yesterday(tx), &changed));
    return changed ? added(tx, "zone.end_closure", "closure", closure_id) : ERR_NOT_FOUND;
}

enum status codes_read_all(struct ctx *ctx, const char *list, struct codes *ret_codes)
{
    struct code_row *rows;
    size_t count;
    TRY(codes_of_list(ctx, list, &rows, &count));
    *ret_codes = (struct codes){rows, count};
    return OK;
}

enum status codes_read_in_use(struct ctx *ctx, const char *list, struct date on,
                              struct codes *ret_codes)
{
    struct code_row *rows;
    size_t count;
    TRY(codes_in_use(ctx, list, on, &rows, &count));
    *ret_codes = (struct codes){rows, count};
    return OK;
}

const struct code_row *codes_find(const struct codes *codes, const char *code)
{
    for (size_t i = 0; i < codes->count; i++)
        if (text_equal(codes->rows[i].code, code))
            return &codes->rows[i];
    return NULL;
}

/* English is the only translation so far, and the only other label that a code has. */
const char *code_label_of(const struct ctx *ctx, const char *label_it, const char *label_en)
{
    return ctx->words ? label_en : label_it;
}

const char *code_label(const struct ctx *ctx, const struct code_row *row)
{
    return code_label_of(ctx, row->label_it, row->label_en);
}

const char *codes_label(const struct ctx *ctx, const struct codes *codes, const char *code)
{
    const struct code_row *row = codes_find(codes, code);
    return row ? code_label(ctx, row) : code;
}

enum status code_read_label(struct ctx *ctx, const char *list, const char *code,
                            const char **ret_label)
{
    struct code_row row;
    TRY(code_read(ctx, list, code, &row));
    *ret_label = code_label(ctx, &row);
    return OK;
}

/* A code has no number of its own: the audit names it among the fields. */
static enum status code_changed(struct ctx *tx, const char *action, const char *list,
                                const char *code)
{
    return audit_add(tx,
                     &(struct audit_entry){.action = action,
                                           .subject_kind = "code",
                                           .fields = arena_printf(tx->arena, "%s.%s", list, code)});
}

enum status codes_add(struct ctx *tx, const struct code_insert_args *code)
{
    TRY(code_insert(tx, code));
    return code_changed(tx, "code.add", code->list, code->code);
}

enum status codes_retire(struct ctx *tx, const char *list, const char *code, struct date from)
{
    int64_t changed;
    TRY(code_retire(tx, list, code, from, &changed));
    if (changed == 0)
        return ERR_NOT_FOUND;
    return code_changed(tx, "code.retire", list, code);
}
