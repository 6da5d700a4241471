/* The index's two parts: nearly everybody in the roll, the latest changes beside it. */
#ifndef ENGINE_NAMES_INDEX_H
#define ENGINE_NAMES_INDEX_H

#include "engine/names/profile.h"
#include "engine/names/roll.h"

struct names {
    struct roll roll;
    struct profile **recent; /* ascending by id; owned */
    size_t recent_count;
    size_t recent_capacity;
};

#endif
