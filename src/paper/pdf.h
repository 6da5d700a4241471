/*
 * Letters and sheets on A4 paper. A document is a list of blocks, described first and then set in
 * one go; any name can be written, whatever its alphabet. The same description always gives the
 * same bytes, so that a letter can be made anew and compared with the one that was sent.
 */
#ifndef PAPER_PDF_H
#define PAPER_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"

enum {
    PDF_BLOCKS_MAX = 2000,
    PDF_TEXT_MAX = 64 * 1024,        /* bytes of one block */
    PDF_BYTES_MAX = 2 * 1024 * 1024, /* of the finished file */
    PDF_PAGES_MAX = 200,
};

enum pdf_style {
    PDF_TITLE,   /* what the paper is */
    PDF_LEAD,    /* for whom, of which day */
    PDF_HEADING, /* starts a group, which is kept on one page where it fits on one */
    PDF_TEXT,
    PDF_FACT,    /* "Da: Arrone, via del Colle 4": the label in bold */
    PDF_ADDRESS, /* the right half of the page: addressee, signature */
    PDF_SMALL,
};

struct pdf_block {
    enum pdf_style style;
    const char *label; /* of a PDF_FACT; else NULL */
    const char *text;  /* lines are kept where it has line ends */
};

struct pdf {
    struct arena *arena;
    const char *title;  /* of the file, for who opens it on a screen */
    const char *sender; /* on the left of the head of each page; may have several lines */
    const char *about;  /* on its right; likewise */
    struct instant made_at;
    struct pdf_block *blocks;
    size_t block_count;
    size_t block_capacity;
    bool overflowed; /* a bound above was passed; pdf_write says so */
};

/* Texts are borrowed until pdf_write. `sender` and `about` may be NULL. */
struct pdf pdf_new(struct arena *arena, const char *title, struct instant made_at);

/* Adds a block. A NULL or empty text adds nothing. */
void pdf_add(struct pdf *pdf, enum pdf_style style, const char *text);
void pdf_add_fact(struct pdf *pdf, const char *label, const char *text);

/* The finished file, in the arena. ERR_TOO_LARGE past a bound above; ERR_UNAVAILABLE when the
   library cannot get memory or has no font. */
MUST_USE enum status pdf_write(const struct pdf *pdf, const void **ret_bytes, size_t *ret_length);

#endif
