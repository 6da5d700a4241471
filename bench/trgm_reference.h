/*
 * What an office would take that has PostgreSQL at hand: the same people in a table, a trigram
 * index (pg_trgm, GIN) over surname and name, and the ten most alike of those it finds.
 */
#ifndef BENCH_TRGM_REFERENCE_H
#define BENCH_TRGM_REFERENCE_H

#include <stdint.h>

#include "town.h"

struct trgm;

/* `server` is a URL up to the database's name. Ends the program when it cannot be had. */
struct trgm *trgm_open(const char *server, const struct town *town);
void trgm_close(struct trgm *trgm);

/* Runs the search and reads its rows; how many there were. */
int trgm_search(struct trgm *trgm, const char *words);

#endif
