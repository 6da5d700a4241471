/* The best people so far, of those whom the asking person may see. */
#ifndef ENGINE_NAMES_HITS_H
#define ENGINE_NAMES_HITS_H

#include "engine/names/names.h"

struct hits {
    struct names_options options; /* with its limit made definite */
    const int64_t *left_out;      /* an id never to be shown, or NULL */
    struct names_hit *best;       /* ascending; room for the limit */
    size_t count;
    bool more;
};

void hits_init(struct hits *hits, const struct names_options *options, struct arena *arena);

static inline bool hits_are_full(const struct hits *hits)
{
    return hits->count == hits->options.limit;
}

/* Whether nothing can change any more by a hit of so many units with this id or a later one. */
static inline bool hits_are_beyond(const struct hits *hits, unsigned units, int64_t id)
{
    if (!hits_are_full(hits) || !hits->more)
        return false;

    const struct names_hit *worst = &hits->best[hits->count - 1];

    return units > worst->units || (units == worst->units && id > worst->id);
}

/* Takes a hit if it is visible and good enough; of two for one person the better stays. */
void hits_offer(struct hits *hits, struct names_hit hit, uint16_t place, bool restricted);

#endif
