/* What the files of this feature share; other features use people.h. */
#ifndef PEOPLE_PERSON_RULES_H
#define PEOPLE_PERSON_RULES_H

#include "people/people.h"

/* "Ferentillo", "Collestatte (Terni)"; NULL without a place. */
const char *person_place_text(struct arena *arena, const char *place, const char *place_kind,
                              const char *municipality);

const char *person_sort_key(struct arena *arena, const char *surname, const char *name);

/* As the column tax_code_kind: "none", "personal", "provisional", "stp", "eni". */
const char *person_tax_code_kind(const char *tax_code);

/* person_create without its audit row, for an import that tells a range in one. */
MUST_USE enum status person_insert_draft(struct ctx *tx, const struct person_draft *draft,
                                         int64_t *ret_id);

/* Both have PERSON_PHONES_MAX items; up to the first NULL phone. Inside a write. */
MUST_USE enum status person_keep_phones(struct ctx *tx, int64_t id, const char *const *phones,
                                        const char *const *labels);

#endif
