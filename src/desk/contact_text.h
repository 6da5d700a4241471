/* What the files of this feature share about one stored contact. */
#ifndef DESK_CONTACT_TEXT_H
#define DESK_CONTACT_TEXT_H

#include "base/ctx.h"
#include "desk_sql.h"
#include "zone/zone.h"

/* The contact as far as the actor may know of it: within the office's reach, and its person
   visible. Else ERR_NOT_FOUND. Not audited by itself. */
MUST_USE enum status contact_visible_row(struct ctx *ctx, int64_t id, struct contact_row *ret_row);

/* What the notes of a contact, and the former text of one of its versions, are sealed for. */
const char *contact_seal_place(struct arena *arena, int64_t id);
const char *contact_former_seal_place(struct arena *arena, int64_t id, int64_t version);

/* NULL when nothing was written. */
MUST_USE enum status contact_notes_open(struct ctx *ctx, const struct contact_row *row,
                                        const char **ret_notes);

/* "Invio a servizio o associazione: Croce Verde - chiamare dopo le 15". */
const char *contact_response_text(struct ctx *ctx, const struct codes *responses,
                                  const struct contact_response_row *row);

/* All of a contact in lines "Canale: telefono", for the history: readable in ten years without the
   code that wrote it. */
MUST_USE enum status contact_former_text(struct ctx *ctx, const struct contact_row *row,
                                         const char **ret_text);

#endif
