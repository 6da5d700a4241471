/* The pages of roads. */
#ifndef ROADS_ROADS_WEB_H
#define ROADS_ROADS_WEB_H

#include "web/router.h"

extern const struct route ROADS_ROUTES[];
extern const size_t ROADS_ROUTE_COUNT;

#endif
