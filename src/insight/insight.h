/*
 * What the office learns from what it did: numbers by municipality and month, refusals, shares of
 * the volunteers' hours, what one more volunteer would save. It reads all and is read by none.
 */
#ifndef INSIGHT_INSIGHT_H
#define INSIGHT_INSIGHT_H

#include "web/router.h"

extern const struct route INSIGHT_ROUTES[];
extern const size_t INSIGHT_ROUTE_COUNT;

#endif
