#include "people/import.h"

#include <string.h>

#include "people/import_line.h"
#include "people/person_rules.h"
#include "people/tax_code.h"
#include "people_sql.h"
#include "store/audit.h"
#include "store/store.h"

enum { PROGRESS_LINES = 1000 };

struct import {
    struct csv *csv;
    const struct import_listener *listener;
    struct import_columns columns;
    struct import_report report;
    struct import_places places;
    int64_t line; /* where the draft at hand stands */
    bool dry_run;
    bool quiet; /* notes were given in the reading before */
};

static enum status read_header(struct ctx *ctx, struct import *import)
{
    struct csv_record record;
    enum status status = csv_next(import->csv, ctx->arena, &record);

    if (status == ERR_NOT_FOUND || status == ERR_INVALID) {
        import->report.no_header = true;
        return OK;
    }
    TRY(status);
    import_columns_read(&record, &import->columns);
    import->report.no_header = !import_columns_have(&import->columns, IMPORT_SURNAME, IMPORT_NAME);
    for (size_t i = 0; i < record.count && !import->quiet; i++) {
        if (import->columns.of[i] == IMPORT_NOTHING && *record.fields[i])
            import->listener->unknown_column(import->listener->user, record.fields[i]);
    }
    return OK;
}

static void tell_bad(struct import *import, int64_t line, const char *why)
{
    import->report.bad++;
    if (!import->quiet)
        import->listener->bad_line(import->listener->user, line, why);
}

/* The next line as a draft. OK with `*ret_taken` false for a bad one; ERR_NOT_FOUND at the end. */
static enum status next_draft(struct ctx *ctx, struct import *import,
                              struct person_draft *ret_draft, bool *ret_taken)
{
    struct csv_record record;
    struct import_line line = {.draft = person_draft_new()};
    enum status status = csv_next(import->csv, ctx->arena, &record);

    if (status != OK && status != ERR_INVALID)
        return status;
    *ret_taken = false;
    import->report.lines++;
    if (import->report.lines % PROGRESS_LINES == 0)
        import->listener->progress(import->listener->user, import->report.lines);
    if (status == ERR_INVALID) {
        tell_bad(import, record.line, csv_problem_text(record.problem));
        return OK;
    }
    import_line_read(ctx, &import->columns, &import->places, &record, &line);
    if (line.why) {
        tell_bad(import, record.line, line.why);
        return OK;
    }
    if (line.note && !import->quiet)
        import->listener->note(import->listener->user, record.line, line.note);
    import->line = record.line;
    *ret_draft = line.draft;
    *ret_taken = true;
    return OK;
}

/* What to do with one line that can be taken. */
typedef enum status import_take(struct ctx *ctx, struct import *import,
                                const struct person_draft *draft);

/* Every line, in memory that does not grow. */
static enum status import_run(struct ctx *ctx, struct import *import, import_take *take)
{
    import->report = (struct import_report){0};
    TRY(csv_rewind(import->csv));
    TRY(import_places_read(ctx, &import->places));
    TRY(read_header(ctx, import));
    if (import->report.no_header)
        return OK;
    for (;;) {
        size_t mark = arena_mark(ctx->arena);
        struct person_draft draft;
        bool taken;
        enum status status = next_draft(ctx, import, &draft, &taken);

        if (status == OK && taken)
            status = take(ctx, import, &draft);
        arena_rewind(ctx->arena, mark);
        if (status == ERR_NOT_FOUND)
            return OK;
        TRY(status);
    }
}

static enum status take_nothing(struct ctx *ctx, struct import *import,
                                const struct person_draft *draft)
{
    (void)ctx, (void)import, (void)draft;
    return OK;
}

enum status people_import_check(struct ctx *ctx, struct csv *csv,
                                const struct import_listener *listener,
                                struct import_report *ret_report)
{
    struct import import = {.csv = csv, .listener = listener};

    TRY(import_run(ctx, &import, take_nothing));
    *ret_report = import.report;
    return OK;
}

static bool is_personal(const char *typed, struct tax_code *code)
{
    enum tax_code_fault fault;

    return typed && tax_code_read(typed, code, &fault) == OK && code->kind == TAX_CODE_PERSON;
}

/* Two sound codes that differ are two people: that is what omocodia is for. */
static bool surely_another(const char *one, const char *other)
{
    struct tax_code of_one;
    struct tax_code of_other;

    return is_personal(one, &of_one) && is_personal(other, &of_other) &&
           strcmp(of_one.text, of_other.text) != 0;
}

static enum status is_namesake(struct ctx *tx, const struct person_draft *draft, bool *ret_there)
{
    struct namesake *rows;
    size_t count;

    TRY(person_namesakes(tx, person_sort_key(tx->arena, draft->surname, draft->name),
                         draft->birth_date, &rows, &count));
    for (size_t i = 0; i < count && !*ret_there; i++)
        *ret_there = !surely_another(draft->tax_code, rows[i].tax_code);
    return OK;
}

static enum status is_there(struct ctx *tx, const struct person_draft *draft, bool *ret_there)
{
    int64_t count = 0;

    if (draft->tax_code)
        TRY(person_count_by_tax_code(tx, draft->tax_code, &count));
    *ret_there = count > 0;
    if (!*ret_there && !date_is_none(draft->birth_date))
        TRY(is_namesake(tx, draft, ret_there));
    return OK;
}

static enum status take_person(struct ctx *tx, struct import *import,
                               const struct person_draft *draft)
{
    struct import_report *report = &import->report;
    int64_t id;
    bool there;

    TRY(is_there(tx, draft, &there));
    if (there) {
        report->skipped++;
        import->listener->note(import->listener->user, import->line, "is there already");
        return OK;
    }
    TRY(person_insert_draft(tx, draft, &id));
    if (report->created++ == 0)
        report->first_id = id;
    report->last_id = id;
    return OK;
}

static enum status import_write(struct ctx *tx, void *args)
{
    struct import *import = args;

    TRY(import_run(tx, import, take_person));
    if (import->report.bad > 0 || import->report.no_header)
        return ERR_INVALID;
    if (import->dry_run)
        return ERR_CONFLICT; /* any outcome but OK undoes it */
    if (import->report.created == 0)
        return OK;
    return audit_add(tx, &(struct audit_entry){.action = "person.import",
                                               .subject_kind = "person",
                                               .subject_id = import->report.first_id,
                                               .subject_last_id = import->report.last_id});
}

enum status people_import(struct ctx *ctx, struct csv *csv, bool dry_run,
                          const struct import_listener *listener, struct import_report *ret_report)
{
    struct import import = {.csv = csv, .listener = listener, .dry_run = dry_run, .quiet = true};
    enum status status = store_write(ctx, import_write, &import);

    if (dry_run && status == ERR_CONFLICT)
        status = OK;
    TRY(status);
    *ret_report = import.report;
    return OK;
}
