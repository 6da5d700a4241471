#include "volunteering/roll.h"

#include <string.h>

#include "base/buf.h"
#include "base/crypt.h"
#include "base/text.h"
#include "store/audit.h"

/* ---- rules ----------------------------------------------------------------------------------- */

const struct roll_row *roll_open_entry(const struct roll_row *rows, size_t count,
                                       int64_t volunteer_id, const char *section)
{
    const struct roll_row *open = NULL;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].volunteer_id != volunteer_id || !text_equal(rows[i].section, section))
            continue;
        if (text_equal(rows[i].kind, ROLL_START))
            open = &rows[i];
        else if (text_equal(rows[i].kind, ROLL_END))
            open = NULL;
    }
    return open;
}

static bool has_entry(const struct roll_row *rows, size_t count, int64_t volunteer_id,
                      int64_t number)
{
    return number >= 1 && number <= (int64_t)count && rows[number - 1].volunteer_id == volunteer_id;
}

enum roll_refusal roll_judge(const struct roll_row *rows, size_t count,
                             const struct roll_insert_args *entry)
{
    const bool open = roll_open_entry(rows, count, entry->volunteer_id, entry->section);

    if (text_equal(entry->kind, ROLL_CORRECTION))
        return has_entry(rows, count, entry->volunteer_id, entry->corrects) ? ROLL_FINE
                                                                            : ROLL_NO_SUCH_ENTRY;
    if (text_equal(entry->kind, ROLL_START))
        return open ? ROLL_STARTED_ALREADY : ROLL_FINE;
    return open ? ROLL_FINE : ROLL_NOT_STARTED;
}

/* ---- the chain ------------------------------------------------------------------------------- */

/* Every text with its length before it, so that no two entries are written alike. */
static void print_put(struct buf *text, const char *value)
{
    buf_printf(text, "%zu:%s|", value ? strlen(value) : 0, value ? value : "-");
}

static const char *print_of(struct ctx *ctx, const char *former, const struct roll_row *row)
{
    enum { ENTRY_BYTES_MAX = 16 * 1024 };
    struct buf text = buf_new(ctx->arena, ENTRY_BYTES_MAX);
    struct crypt_hash hash;

    print_put(&text, former);
    buf_printf(&text, "%lld|%lld|%lld|", (long long)row->number, (long long)row->volunteer_id,
               (long long)row->corrects);
    print_put(&text, row->section);
    print_put(&text, row->kind);
    print_put(&text, row->surname);
    print_put(&text, row->name);
    print_put(&text, row->tax_code);
    print_put(&text, row->birth_place);
    print_put(&text, row->residence);
    print_put(&text, row->note);
    buf_printf(&text, "%d|%d|%d|%lld|%lld", (int)row->birth_date.days, (int)row->activity_from.days,
               (int)row->activity_to.days, (long long)row->written_at.seconds,
               (long long)row->written_by);
    hash = crypt_hash(NULL, buf_text(&text), text.length);
    return crypt_hex(ctx->arena, hash.bytes, sizeof(hash.bytes));
}

struct roll_row roll_row_of(const struct roll_insert_args *entry)
{
    return (struct roll_row){
        .number = entry->number,
        .volunteer_id = entry->volunteer_id,
        .section = entry->section,
        .kind = entry->kind,
        .corrects = entry->corrects,
        .surname = entry->surname,
        .name = entry->name,
        .tax_code = entry->tax_code,
        .birth_date = entry->birth_date,
        .birth_place = entry->birth_place,
        .residence = entry->residence,
        .activity_from = entry->activity_from,
        .activity_to = entry->activity_to,
        .note = entry->note,
        .written_at = entry->written_at,
        .written_by = entry->written_by,
    };
}

enum status roll_write(struct ctx *tx, struct roll_writing *writing)
{
    struct roll_insert_args *entry = &writing->entry;
    struct roll_row *rows;
    struct roll_row row;
    size_t count;

    TRY(roll_all(tx, &rows, &count));
    writing->refusal = roll_judge(rows, count, entry);
    if (writing->refusal != ROLL_FINE)
        return ERR_DENIED;
    entry->number = (int64_t)count + 1;
    row = roll_row_of(entry);
    entry->print = print_of(tx, count > 0 ? rows[count - 1].print : "", &row);
    TRY(roll_insert(tx, entry));
    return audit_add(tx, &(struct audit_entry){.action = "roll.write",
                                               .subject_kind = "roll_entry",
                                               .subject_id = entry->number,
                                               .fields = entry->print});
}

enum status roll_verify(struct ctx *ctx, const struct roll_row *rows, size_t count,
                        int64_t *ret_bad_number)
{
    const char *former = "";
    struct roll_told_row *told;
    size_t told_count;

    TRY(roll_told(ctx, &told, &told_count));
    for (size_t i = 0; i < count; i++) {
        if (rows[i].number != (int64_t)i + 1 || i >= told_count ||
            told[i].subject_id != rows[i].number || !text_equal(told[i].fields, rows[i].print) ||
            !text_equal(print_of(ctx, former, &rows[i]), rows[i].print)) {
            *ret_bad_number = (int64_t)i + 1;
            return OK;
        }
        former = rows[i].print;
    }
    *ret_bad_number = told_count > count ? (int64_t)count + 1 : 0;
    return OK;
}
