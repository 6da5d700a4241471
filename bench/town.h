/*
 * A town of made-up people, the same at every run: names as often as real ones are, and what
 * somebody types who looks for one of them.
 */
#ifndef BENCH_TOWN_H
#define BENCH_TOWN_H

#include <stdbool.h>
#include <stdint.h>

enum { TOWN_TEXT = 96 };

struct town {
    struct person *people;
    uint32_t count;
    char (*surnames)[TOWN_TEXT];
    char (*names)[TOWN_TEXT];
};

struct town town_make(uint32_t count);
void town_free(struct town *town);

/* Of the person at `index`. */
void town_name(const struct town *town, uint32_t index, char surname[TOWN_TEXT],
               char name[TOWN_TEXT]);
void town_phone(uint32_t index, char out[TOWN_TEXT]);
/* A code of the right form; its letters are not those of the names. */
void town_tax_code(uint32_t index, char out[TOWN_TEXT]);
bool town_same_name(const struct town *town, uint32_t a, uint32_t b);

uint32_t town_random_below(uint32_t bound);

enum town_kind { EXACT, SWAPPED, START, ONE_ERROR, TWO_ERRORS, JOINED, PHONE, TAX_CODE, KINDS };

/* What is typed for a person; names without accents, so that an error is an error of letters. */
void town_query(const struct town *town, uint32_t index, enum town_kind kind, char out[TOWN_TEXT]);

#endif
