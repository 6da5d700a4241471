/*
 * Is the head of a request framed so that nobody can read it in two ways? Two readers that disagree
 * on where a request ends (a proxy in front and us) let one client's bytes become part of
 * another's request, so doubt is refused and the connection closed (RFC 9112, 6.3 and 11.2).
 */
#ifndef WEB_HEAD_H
#define WEB_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "web/request.h"

enum { HEAD_LINES_MAX = 100 };

struct head {
    int lines;
    int lengths;
    int codings; /* Transfer-Encoding */
    bool bad;    /* a line that cannot be, or a header that may come once and came twice */
    int64_t body_length;
};

/* One header line after the other; keeps the values that somebody here looks at in `raw`. */
void head_add(struct head *head, struct raw_request *raw, const char *name, const char *value);

/* At the end: 0, or the HTTP status of the refusal. */
int head_check(const struct head *head, const struct raw_request *raw, const char *version);

#endif
