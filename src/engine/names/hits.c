#include "engine/names/hits.h"

#include <string.h>

void hits_init(struct hits *hits, const struct names_options *options, struct arena *arena)
{
    *hits = (struct hits){.count = 0};
    if (options)
        hits->options = *options;
    if (hits->options.limit == 0)
        hits->options.limit = NAMES_LIMIT_DEFAULT;
    if (hits->options.limit > NAMES_LIMIT_MAX)
        hits->options.limit = NAMES_LIMIT_MAX;
    hits->best = arena_array(arena, struct names_hit, hits->options.limit);
}

static bool is_before(const struct names_hit *a, const struct names_hit *b)
{
    return a->units != b->units ? a->units < b->units : a->id < b->id;
}

static bool is_visible(const struct hits *hits, int64_t id, uint16_t place, bool restricted)
{
    const struct names_options *options = &hits->options;

    return !options->visible || options->visible(options->context, id, place, restricted);
}

/* The index of a person's hit, or the count. */
static size_t hits_index(const struct hits *hits, int64_t id)
{
    size_t index = 0;

    while (index < hits->count && hits->best[index].id != id)
        index++;
    return index;
}

/* Moves the hits that come after down over the one at `last`, and puts the new one in between. */
static void hits_place(struct hits *hits, const struct names_hit *hit, size_t last)
{
    while (last > 0 && is_before(hit, &hits->best[last - 1])) {
        hits->best[last] = hits->best[last - 1];
        last--;
    }
    hits->best[last] = *hit;
}

void hits_offer(struct hits *hits, struct names_hit hit, uint16_t place, bool restricted)
{
    if (hits_are_beyond(hits, hit.units, hit.id) || (hits->left_out && *hits->left_out == hit.id))
        return;

    size_t index = hits_index(hits, hit.id);

    if (index < hits->count) {
        if (is_before(&hit, &hits->best[index]))
            hits_place(hits, &hit, index);
        return;
    }
    if (!is_visible(hits, hit.id, place, restricted))
        return;
    if (!hits_are_full(hits)) {
        hits_place(hits, &hit, hits->count++);
        return;
    }
    hits->more = true;
    if (is_before(&hit, &hits->best[hits->count - 1]))
        hits_place(hits, &hit, hits->count - 1);
}
