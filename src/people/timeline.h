/* The history of a person: what this feature knows, and what the features above it add. */
#ifndef PEOPLE_TIMELINE_H
#define PEOPLE_TIMELINE_H

#include "people/people.h"

/* Newest first. Whether the actor may know of the person was asked before. */
MUST_USE enum status person_timeline(struct ctx *ctx, int64_t person_id,
                                     const struct person_event **ret_events, size_t *ret_count);

/* "Autosufficiente", "Sì", "No": a declared value in words. */
MUST_USE enum status declaration_words(struct ctx *ctx, const char *kind, const char *value,
                                       const char **ret_words);
/* "Autonomia", "Vive sola o solo", "Avvisi": what was declared. */
const char *declaration_kind_words(const struct ctx *ctx, const char *kind);

/* "Ferentillo, via della Vittoria 12"; NULL when neither is known. */
const char *residence_words(struct arena *arena, const char *place, const char *address);

#endif
