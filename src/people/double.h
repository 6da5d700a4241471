/* Which of the people that the index finds alike may really be the same person. Pure. */
#ifndef PEOPLE_DOUBLE_H
#define PEOPLE_DOUBLE_H

#include "people/index.h"

/* 0 when nothing tells that they are one: of two people with a similar name and different births,
   neither is the other. */
enum double_reason double_reason_of(const struct person_draft *draft,
                                    const struct person_card *card);

/* "Stesso codice fiscale", for the page. */
const char *double_reason_label(const struct ctx *ctx, enum double_reason reason);

/* Those that may be the same person, strongest reason first. */
void doubles_judge(struct ctx *ctx, const struct person_draft *draft,
                   const struct person_card *cards, size_t count,
                   struct person_double **ret_doubles, size_t *ret_count);

#endif
