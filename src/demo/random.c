#include "demo/random.h"

#include <assert.h>

/* SplitMix64 (Steele, Lea, Flood 2014). */
uint64_t chance_next(struct chance *chance)
{
    uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

struct chance chance_from(uint64_t seed, const char *part)
{
    struct chance chance = {seed};
    for (const char *c = part; *c; c++)
        chance.state = (chance_next(&chance) ^ (unsigned char)*c);
    return chance;
}

/* The high half times the bound: no division, and even enough for bounds this small. */
int chance_below(struct chance *chance, int bound)
{
    assert(bound > 0);
    return (int)(((chance_next(chance) >> 32) * (uint64_t)bound) >> 32);
}

int chance_between(struct chance *chance, int least, int most)
{
    return least + chance_below(chance, most - least + 1);
}

bool chance_percent(struct chance *chance, int percent)
{
    return chance_below(chance, 100) < percent;
}

size_t chance_common(struct chance *chance, size_t count)
{
    enum { PARTS = 1 << 15 };
    uint64_t part = (uint64_t)chance_below(chance, PARTS);
    return (size_t)(part * part * count / ((uint64_t)PARTS * PARTS));
}

size_t chance_weighted(struct chance *chance, const int *weights, size_t count)
{
    int total = 0;
    for (size_t i = 0; i < count; i++)
        total += weights[i];
    int left = chance_below(chance, total);
    for (size_t i = 0; i < count; i++) {
        left -= weights[i];
        if (left < 0)
            return i;
    }
    return count - 1;
}
