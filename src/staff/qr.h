/*
 * QR codes: the only door to libqrencode.
 */
#ifndef STAFF_QR_H
#define STAFF_QR_H

#include "base/ctx.h"

/* For an SVG drawing of `side` by `side` units, quiet zone included: the dark parts as one path. */
struct qr {
    int side;
    const char *path;
};

/* ERR_TOO_LARGE when the text does not fit into a code. */
MUST_USE enum status qr_draw(struct ctx *ctx, const char *text, struct qr *ret_qr);

#endif
