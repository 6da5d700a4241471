/*
 * The day's page: rides by volunteer, contacts, call-backs. It stands on desk and rides; nobody
 * stands on it.
 */
#ifndef AGENDA_AGENDA_H
#define AGENDA_AGENDA_H

#include <stddef.h>

#include "web/router.h"

extern const struct route AGENDA_ROUTES[];
extern const size_t AGENDA_ROUTE_COUNT;

#endif
