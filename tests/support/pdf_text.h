/* What somebody else's program reads in a PDF of ours. */
#ifndef TESTS_SUPPORT_PDF_TEXT_H
#define TESTS_SUPPORT_PDF_TEXT_H

#include "base/arena.h"

/* The text as pdftotext lays it out; "\f" ends each page. In the arena. */
char *pdf_text(struct arena *arena, const void *bytes, size_t length);

#endif
