/*
 * The public pages: the office, its hours, places and numbers, the service sheets, who does what.
 * They reach no person at all.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include <stddef.h>

#include "web/router.h"

extern const struct route SITE_ROUTES[];
extern const size_t SITE_ROUTE_COUNT;

#endif
