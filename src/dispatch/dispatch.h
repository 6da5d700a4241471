/*
 * The day as it is driven: the board by volunteer, the sheets, and what to do when somebody falls
 * ill or a car stops: who can still go, who must be called, in what order.
 */
#ifndef DISPATCH_DISPATCH_H
#define DISPATCH_DISPATCH_H

#include "web/router.h"

extern const struct route DISPATCH_ROUTES[];
extern const size_t DISPATCH_ROUTE_COUNT;

#endif
