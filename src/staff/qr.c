#include "staff/qr.h"

#include <qrencode.h>

#include "base/buf.h"

enum { QUIET = 4, PATH_MAX_BYTES = 64 * 1024 };

static void free_code(QRcode **code)
{
    QRcode_free(*code);
}

/* One row: a move and a bar for each run of dark squares. */
static void draw_row(struct buf *path, const QRcode *code, int y)
{
    const unsigned char *row = code->data + (size_t)y * (size_t)code->width;

    for (int x = 0; x < code->width;) {
        int end = x;

        while (end < code->width && (row[end] & 1))
            end++;
        if (end > x)
            buf_printf(path, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, end - x, end - x);
        x = end + 1;
    }
}

enum status qr_draw(struct ctx *ctx, const char *text, struct qr *ret_qr)
{
    struct buf path = buf_new(ctx->arena, PATH_MAX_BYTES);

    arena_reserve(ctx->arena, 2 * PATH_MAX_BYTES);

    CLEANUP(free_code) QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

    if (!code)
        return ERR_TOO_LARGE;
    for (int y = 0; y < code->width; y++)
        draw_row(&path, code, y);
    if (path.overflowed)
        return ERR_TOO_LARGE;
    *ret_qr = (struct qr){code->width + 2 * QUIET, buf_text(&path)};
    return OK;
}
