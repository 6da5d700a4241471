/*
 * A volunteer's way in without an account: an address that the AUSER coordinator hands over. It
 * opens the sheet of one day, on that day, or the volunteer's own page for some weeks.
 *
 * The address is a random number and its keyed hash: the number finds the row, and the hash needs a
 * key that is not in the database, so that neither a copy of the database nor somebody who counts
 * opens anything. A row can be revoked; a new one makes another address.
 */
#ifndef VOLUNTEERS_LINK_H
#define VOLUNTEERS_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "staff/actor.h"
#include "volunteers_sql.h"
#include "web/request.h"
#include "web/response.h"

enum link_kind { LINK_SHEET, LINK_OWN_PAGE };

enum { LINK_NONCE_CHARS = 16, LINK_SEAL_BYTES = 16, LINK_CODE_CHARS = 48 };

/* Whose, for what. */
struct link_subject {
    enum link_kind kind;
    int64_t volunteer_id;
    struct date day; /* of a sheet; DATE_NONE of the own page */
};

/* A new one; the former one of the same subject is revoked. `seen` is the number of the one that
   the page showed, 0 for none: ERR_CONFLICT when it is another by now. Inside a write, as the two
   below, each with its audit row. */
MUST_USE enum status link_issue(struct ctx *tx, const struct link_subject *subject,
                                struct instant expires_at, int64_t seen);
MUST_USE enum status link_revoke(struct ctx *tx, const struct link_subject *subject, int64_t seen);

/* The one in force; ERR_NOT_FOUND without one. */
MUST_USE enum status link_live(struct ctx *ctx, const struct link_subject *subject,
                               struct volunteer_link_row *ret_link);
/* Its address, "https://HOST/foglio/CODE": as the browser that asks reached us. Whoever has it is
   let in. */
const char *link_address(struct ctx *ctx, const struct request *request,
                         const struct volunteer_link_row *link);
const char *link_path(struct ctx *ctx, const struct request *request,
                      const struct volunteer_link_row *link);

enum link_outcome { LINK_OPEN, LINK_EARLY, LINK_CLOSED, LINK_THROTTLED };

/* Who came by a link. */
struct link_visit {
    enum link_outcome outcome;
    struct volunteer_link_row link; /* with LINK_OPEN and LINK_EARLY */
    struct volunteer_row volunteer;
    struct actor actor;
    struct ctx ctx; /* the request's, acting as the volunteer */
    const char *path;
};

/* Looks at request->codes[0]. Wrong, expired, revoked, of a day gone by, of a volunteer who left:
   all are LINK_CLOSED alike. LINK_EARLY, the sheet of a day to come, is told to who holds the very
   link and so learns nothing but what they were told with it. */
MUST_USE enum status link_open(struct ctx *ctx, struct request *request, enum link_kind kind,
                               struct link_visit *ret_visit);

/* The answer to who was not let in: one sentence and the telephone, which tell nothing but, of a
   link for a day to come, that day. */
enum status link_refuse(struct ctx *ctx, struct request *request, const struct link_visit *visit,
                        struct response *response);

/* Pages that a link opens are in nobody's search. */
void link_hide(struct response *response);

#endif
