/*
 * What a volunteer sees and tells on the telephone, by a signed link and without an account: the
 * sheet of the day in the car, and the own page with shifts, absences and hours.
 */
#ifndef DRIVING_DRIVING_H
#define DRIVING_DRIVING_H

#include "web/router.h"

extern const struct route DRIVING_ROUTES[];
extern const size_t DRIVING_ROUTE_COUNT;

#endif
