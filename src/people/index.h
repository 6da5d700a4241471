/*
 * The person index kept in step with the database: engine/names in memory behind a read-write lock.
 *
 * It is built once at start and then follows the gapless audit number: every search first asks the
 * database for rows after the last number seen, so what another process wrote is found too.
 */
#ifndef PEOPLE_INDEX_H
#define PEOPLE_INDEX_H

#include <stdbool.h>

#include "people/people.h"

struct people_index;

enum { PEOPLE_HITS_DEFAULT = 10, PEOPLE_HITS_MAX = 100 };

/* Reads the whole table once through ctx->db. The result is shared by all threads; free at stop. */
MUST_USE enum status people_index_open(struct ctx *ctx, struct people_index **ret_index);
void people_index_close(struct people_index *index);

/* Brings the index up to the last commit; searches do it themselves. One short read when nothing
   changed. After very many changes (an import) one search reads everything again, and those that
   come meanwhile find what they found before. */
MUST_USE enum status people_index_follow(struct ctx *ctx, struct people_index *index);

/* Why two persons may be one; the first is the strongest. */
enum double_reason {
    DOUBLE_TAX_CODE = 1, /* the same tax code */
    DOUBLE_BIRTH,        /* the same name, born the same day */
    DOUBLE_ALIKE_BIRTH,  /* a similar name, born the same day */
    DOUBLE_PHONE,        /* the same telephone number and a similar name */
    DOUBLE_NAME,         /* the same name, the birth of one unknown or another */
    DOUBLE_SAME_PHONE,   /* the same telephone number only */
    DOUBLE_ALIKE,        /* a similar name, the birth of one unknown */
};

struct people_query {
    const char *words; /* names, a phone number, a tax code: as typed */
    int64_t place_id;  /* 0: all places */
    size_t limit;      /* 0: PEOPLE_HITS_DEFAULT */
};

/* ERR_TOO_LARGE when the arena's cap is passed on the way, here and below; ERR_DENIED for who may
   see neither persons nor riders.
   The right people first; only those that this actor may know of, filtered before the cut. */
MUST_USE enum status people_search(struct ctx *ctx, struct people_index *index,
                                   const struct people_query *query, struct person_card **ret_hits,
                                   size_t *ret_count);

/* Somebody who may be the same person, and why. */
struct person_double {
    struct person_card card;
    enum double_reason reason;
};

/* Who may already be the person about to be saved, as far as this actor may know; likeliest first.
   `id` is left out: the person that the draft is made from, or 0. */
MUST_USE enum status people_doubles(struct ctx *ctx, struct people_index *index,
                                    const struct person_draft *draft, int64_t id,
                                    struct person_double **ret_doubles, size_t *ret_count);

#endif
