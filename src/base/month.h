/* A civil month: what is counted and paid by months. */
#ifndef BASE_MONTH_H
#define BASE_MONTH_H

#include "base/ctx.h"
#include "base/date.h"

struct month {
    struct date first;
    struct date last;
};

struct month month_of(struct date day);

/* "2026-11", as it stands in an address, and back: the month we are in for NULL, for what is no
   month, and outside of 2000..2199. */
const char *month_code(struct ctx *ctx, struct month month);
struct month month_from_code(struct ctx *ctx, const char *code);

/* "novembre 2026" */
const char *month_show(struct ctx *ctx, struct month month);

#endif
