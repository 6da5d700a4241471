/* Repeatable chance: the same seed, the same plan. Inside the planner only. */
#ifndef ENGINE_PLANNER_CHANCE_H
#define ENGINE_PLANNER_CHANCE_H

#include <stdint.h>

struct chance {
    uint64_t state;
};

static inline uint64_t chance_next(struct chance *chance)
{
    uint64_t z = chance->state += 0x9e3779b97f4a7c15U;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/* 0..bound-1; the bound is at least 1. */
static inline int32_t chance_below(struct chance *chance, int32_t bound)
{
    return (int32_t)(((chance_next(chance) >> 32) * (uint64_t)bound) >> 32);
}

/* 0 up to 1, without 1. */
static inline double chance_part(struct chance *chance)
{
    return (double)(chance_next(chance) >> 11) * 0x1p-53;
}

#endif
