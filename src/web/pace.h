/*
 * How long the answers of one route take lately: a slow one counts at once, quick ones only little
 * by little. Tells which requests cost less than handing them to another thread.
 */
#ifndef WEB_PACE_H
#define WEB_PACE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    PACE_START_MICROS = 2000, /* of a route that nobody knows yet */
    /* Handing a request over costs about 15 us: past this, a tenth of the whole. It is also how
       long the others may have to wait for one that is not handed over. */
    PACE_QUICK_MICROS = 200,
};

struct pace {
    _Atomic int32_t micros;
};

void pace_start(struct pace *pace);
/* From any thread; of two at once one may be forgotten. */
void pace_note(struct pace *pace, int64_t micros);
bool pace_is_quick(const struct pace *pace);

#endif
