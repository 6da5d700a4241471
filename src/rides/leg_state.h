/* How things stand with one way of a ride, in the words of every page. */
#ifndef RIDES_LEG_STATE_H
#define RIDES_LEG_STATE_H

#include "base/ctx.h"
#include "base/date.h"
#include "zone/zone.h"

enum leg_tone {
    LEG_OVER, /* plain text: only what is not finished is tagged */
    LEG_TO_COME,
    LEG_TO_WRITE, /* its time is past, and nobody has written how it went */
    LEG_ALONE,    /* nobody drives it */
};

struct leg_state {
    const char *words;
    enum leg_tone tone;
};

/* `outcome` is a code of the list leg_outcome, which `outcomes` is; NULL: none yet. `closes` is the
   end of the window that was said. */
struct leg_state leg_state(struct ctx *ctx, const struct codes *outcomes, const char *outcome,
                           bool driven, struct instant closes);

#endif
