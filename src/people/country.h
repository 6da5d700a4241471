/*
 * Countries as citizenships are kept: the two letters of ISO 3166-1, and XK for Kosovo.
 */
#ifndef PEOPLE_COUNTRY_H
#define PEOPLE_COUNTRY_H

#include "base/ctx.h"

/* "IT" -> "Italia"; the code itself when it is unknown; NULL for NULL. */
const char *country_show(const struct ctx *ctx, const char *code);

#endif
