#include "store/patience.h"

void patience_note(struct patience *patience, int taken, int queued, int64_t micros)
{
    int64_t share = micros / PATIENCE_SHARE;

    patience->callers = taken + queued;
    patience->micros = share < PATIENCE_MAX_MICROS ? share : PATIENCE_MAX_MICROS;
}

int patience_wanted(struct patience *patience, int most)
{
    if (patience->rests > 0) {
        patience->rests--;
        return 1;
    }
    return patience->callers < 1 ? 1 : patience->callers < most ? patience->callers : most;
}

void patience_lost(struct patience *patience)
{
    patience->rests = PATIENCE_RESTS;
}
