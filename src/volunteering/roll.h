/*
 * The register of volunteers that the law asks for (D.Lgs. 117/2017, art. 17 c. 1; decree of
 * 6 October 2021): who is a volunteer, from when to when; occasional ones in a section of their
 * own. Entries are added and never altered: a mistake is put right by a new entry that names the
 * former one.
 *
 * Each entry has a gapless number and a print, which is a hash of all of it and of the print
 * before; the same print goes into the audit (store/audit.h), whose chain is keyed and whose head
 * is kept elsewhere. An entry that was altered, removed, added or dated otherwise no longer agrees
 * with it.
 */
#ifndef VOLUNTEERING_ROLL_H
#define VOLUNTEERING_ROLL_H

#include "base/ctx.h"
#include "volunteering_sql.h"

#define ROLL_REGULAR    "regular"
#define ROLL_OCCASIONAL "occasional"
#define ROLL_START      "start"
#define ROLL_END        "end"
#define ROLL_CORRECTION "correction"

enum roll_refusal {
    ROLL_FINE,
    ROLL_STARTED_ALREADY, /* a start that has no end yet */
    ROLL_NOT_STARTED,     /* an end without a start */
    ROLL_NO_SUCH_ENTRY,   /* a correction of an entry that is not this volunteer's */
};

/* The entry of the volunteer in that section whose activity goes on; NULL: none. */
const struct roll_row *roll_open_entry(const struct roll_row *rows, size_t count,
                                       int64_t volunteer_id, const char *section);

enum roll_refusal roll_judge(const struct roll_row *rows, size_t count,
                             const struct roll_insert_args *entry);

struct roll_writing {
    struct roll_insert_args entry; /* number and print are set */
    enum roll_refusal refusal;     /* set by ERR_DENIED */
};

/* What the register has, or would have, of an entry. */
struct roll_row roll_row_of(const struct roll_insert_args *entry);

/* Inside a write, with the audit row that bears the print. */
MUST_USE enum status roll_write(struct ctx *tx, struct roll_writing *writing);

/* The number of the first entry that does not agree with the chain or with the audit; 0: all do. An
   entry that was cut from the end is told by the number it had. */
MUST_USE enum status roll_verify(struct ctx *ctx, const struct roll_row *rows, size_t count,
                                 int64_t *ret_bad_number);

#endif
