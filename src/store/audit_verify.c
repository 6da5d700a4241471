#include "store/audit.h"

#include <string.h>

#include "store/audit_chain.h"
#include "store/db.h"

struct walk {
    struct ctx *ctx;
    const struct audit_head *known;
    size_t known_count;
    audit_progress_fn *progress;
    void *user;
    struct audit_head last; /* as stored: one altered row does not make the rest look altered */
    struct audit_report report;
};

const char *audit_problem_text(enum audit_problem problem)
{
    switch (problem) {
    case AUDIT_SOUND:
        return "the chain is whole";
    case AUDIT_ROW_ALTERED:
        return "a row was altered, swapped or added";
    case AUDIT_ROW_MISSING:
        return "a row was removed";
    case AUDIT_HEAD_FORGED:
        return "the head was not written with this key";
    case AUDIT_TAIL_CUT:
        return "the last rows were removed";
    case AUDIT_TAIL_ADDED:
        return "rows were added after the head";
    case AUDIT_HEAD_DIFFERS:
        return "the last row is not the one that the head names";
    case AUDIT_KNOWN_HEAD_CUT:
        return "rows were removed since a head was kept elsewhere";
    case AUDIT_KNOWN_HEAD_DIFFERS:
        return "the chain was written anew since a head was kept elsewhere";
    }
    return "unknown";
}

static void report(struct walk *walk, enum audit_problem problem, int64_t number)
{
    walk->report.bad_rows++;
    if (walk->report.problem != AUDIT_SOUND)
        return;
    walk->report.problem = problem;
    walk->report.number = number;
}

static void compare_known(struct walk *walk)
{
    for (size_t i = 0; i < walk->known_count; i++) {
        const struct audit_head *known = &walk->known[i];

        if (known->number == walk->last.number && !crypt_hash_equal(&known->hash, &walk->last.hash))
            report(walk, AUDIT_KNOWN_HEAD_DIFFERS, known->number);
    }
}

static enum status check_row(void *user, const void *at)
{
    struct walk *walk = user;
    const struct audit_row *row = at;
    struct crypt_hash wanted = audit_chain_hash(walk->ctx, &walk->last.hash, row);
    struct crypt_hash stored = {0};

    if (row->hash.length == sizeof(stored.bytes))
        memcpy(stored.bytes, row->hash.data, sizeof(stored.bytes));
    if (row->number != walk->last.number + 1)
        report(walk, AUDIT_ROW_MISSING, walk->last.number + 1);
    else if (!crypt_hash_equal(&wanted, &stored))
        report(walk, AUDIT_ROW_ALTERED, row->number);
    walk->last = (struct audit_head){.number = row->number, .hash = stored};
    compare_known(walk);
    if (++walk->report.rows % 10000 == 0 && walk->progress)
        walk->progress(walk->user, walk->report.rows);
    return OK;
}

static void check_end(struct walk *walk, enum status head_status, const struct audit_head *head)
{
    if (head_status != OK)
        report(walk, AUDIT_HEAD_FORGED, 0);
    else if (walk->last.number < head->number)
        report(walk, AUDIT_TAIL_CUT, walk->last.number + 1);
    else if (walk->last.number > head->number)
        report(walk, AUDIT_TAIL_ADDED, head->number + 1);
    else if (!crypt_hash_equal(&walk->last.hash, &head->hash))
        report(walk, AUDIT_HEAD_DIFFERS, head->number);
    for (size_t i = 0; i < walk->known_count; i++) {
        if (walk->known[i].number > walk->last.number)
            report(walk, AUDIT_KNOWN_HEAD_CUT, walk->known[i].number);
    }
}

static enum status verify(struct walk *walk)
{
    struct audit_head head;
    enum status status = audit_chain_head(walk->ctx, &head);

    /* A forged or missing head is a finding; a database that is away is not. */
    if (status != OK && status != ERR_CORRUPT && status != ERR_NOT_FOUND)
        return status;
    TRY(sql_each(walk->ctx, &AUDIT_ROWS, NULL, check_row, walk));
    check_end(walk, status, &head);
    return OK;
}

enum status audit_verify(struct ctx *ctx, const struct audit_head *known, size_t known_count,
                         audit_progress_fn *progress, void *user, struct audit_report *ret_report)
{
    struct walk walk = {
        .ctx = ctx, .known = known, .known_count = known_count, .progress = progress, .user = user};

    /* One snapshot, or rows added meanwhile would look like an added tail. */
    TRY(db_begin_reading(ctx->db));

    enum status status = verify(&walk);

    db_rollback(ctx->db);
    TRY(status);
    *ret_report = walk.report;
    return OK;
}
