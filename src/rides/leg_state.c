#include "rides/leg_state.h"

#include "base/words.h"

struct leg_state leg_state(struct ctx *ctx, const struct codes *outcomes, const char *outcome,
                           bool driven, struct instant closes)
{
    if (outcome)
        return (struct leg_state){codes_label(ctx, outcomes, outcome), LEG_OVER};
    if (!driven)
        return (struct leg_state){tr(ctx, "Senza volontario"), LEG_ALONE};
    if (closes.seconds < ctx->now.seconds)
        return (struct leg_state){tr(ctx, "Esito da scrivere"), LEG_TO_WRITE};
    return (struct leg_state){tr(ctx, "Prenotata"), LEG_TO_COME};
}
