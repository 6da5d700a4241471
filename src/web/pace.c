#include "web/pace.h"

enum { FORGET_SHARE = 8, MICROS_MAX = 60 * 1000 * 1000 };

void pace_start(struct pace *pace)
{
    pace->micros = PACE_START_MICROS;
}

void pace_note(struct pace *pace, int64_t micros)
{
    int32_t known = pace->micros;
    int32_t forgotten = known - (known + FORGET_SHARE - 1) / FORGET_SHARE;

    if (micros > MICROS_MAX)
        micros = MICROS_MAX;
    pace->micros = micros > forgotten ? (int32_t)micros : forgotten;
}

bool pace_is_quick(const struct pace *pace)
{
    return pace->micros < PACE_QUICK_MICROS;
}
