/* The pages of persons: search before create, the record and what changes it. */
#ifndef PEOPLE_PEOPLE_WEB_H
#define PEOPLE_PEOPLE_WEB_H

#include "web/router.h"

extern const struct route PEOPLE_ROUTES[];
extern const size_t PEOPLE_ROUTE_COUNT;

#endif
