/*
 * Contacts as lines of a list: the desk's own pages, the day's page and a person's history show the
 * same. Whoever shows them audits the reading.
 *
 * A contact of a person whom the actor may not know of is left out before anything is cut or
 * counted, so that neither a gap nor a number tells of it.
 */
#ifndef DESK_LINES_H
#define DESK_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "store/audit.h"

enum { CONTACT_LINES_PAGE = 25, CONTACT_LINES_EXPORT = 1000, CALL_BACKS_SHOWN = 50 };

struct contact_line {
    int64_t id;
    int64_t number;
    struct instant at;
    const char *who;   /* "Rosi Maria", "Senza nome (signora di Collestatte)" */
    int64_t person_id; /* 0: anonymous */
    const char *place; /* NULL when unknown */
    const char *channel;
    const char *needs;  /* "Solitudine; Andare dal medico"; "" for none */
    const char *author; /* "Anna Esposito" */
    bool unmet;         /* some need stays without an answer */
    bool urgent;
    struct date call_back_on; /* DATE_NONE: nobody waits for a call */
    struct clock_time call_back_at;
    const char *call_back_phone;
    const char *call_back_what;
    bool call_back_open;
};

struct contact_lines {
    const struct contact_line *items;
    size_t count;
    int64_t next; /* where the following page starts; 0: this was the last */
};

struct contact_filter {
    struct date day;   /* DATE_NONE: any; else `office_id` is given too */
    int64_t office_id; /* 0: all that the actor reaches */
    const char *need;  /* code; NULL: any */
    bool unmet;
    bool call_back; /* only where a call is still to be made */
};

/* The newest first, at most `max`, from before number `before` on (0: from the newest). */
MUST_USE enum status contact_lines_read(struct ctx *ctx, const struct contact_filter *filter,
                                        int64_t before, size_t max,
                                        struct contact_lines *ret_lines);

/* Who is to be called back by this office, the longest overdue first, at most CALL_BACKS_SHOWN. */
MUST_USE enum status call_back_lines_read(struct ctx *ctx, int64_t office_id,
                                          struct contact_lines *ret_lines);

/* Everything told for one person at the offices within reach, the newest first. */
MUST_USE enum status contact_lines_of_person(struct ctx *ctx, int64_t person_id,
                                             struct contact_lines *ret_lines);

/* What the audit is told of a list that was shown: from the lowest id to the highest. `action`:
   "contact.list". False for an empty list, which tells nothing. */
bool contact_lines_entry(const char *action, const struct contact_lines *lines,
                         struct audit_entry *ret_entry);
/* The same, written at once. */
MUST_USE enum status contact_lines_audit(struct ctx *ctx, const char *action,
                                         const struct contact_lines *lines);

/* The desk where the actor sits, or else the first office within reach; ERR_NOT_FOUND without. */
MUST_USE enum status desk_office(struct ctx *ctx, int64_t *ret_office_id);

#endif
