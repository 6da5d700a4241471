/*
 * Chance that can be repeated: the same seed gives the same demo zone. Not for secrets.
 */
#ifndef DEMO_RANDOM_H
#define DEMO_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chance {
    uint64_t state;
};

/* A stream of its own for each part of the zone, so that a change in one leaves the others alone.
 */
struct chance chance_from(uint64_t seed, const char *part);

uint64_t chance_next(struct chance *chance);
int chance_below(struct chance *chance, int bound);             /* 0..bound-1; bound at least 1 */
int chance_between(struct chance *chance, int least, int most); /* both included */
bool chance_percent(struct chance *chance, int percent);

/* An index of a list ordered by frequency: the first fifth comes up about half of the time. */
size_t chance_common(struct chance *chance, size_t count);

/* An index with these chances in proportion; not all may be 0. */
size_t chance_weighted(struct chance *chance, const int *weights, size_t count);

#endif
