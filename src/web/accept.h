/*
 * What the client says it can read.
 */
#ifndef WEB_ACCEPT_H
#define WEB_ACCEPT_H

#include <stdbool.h>

/* Does an Accept-Encoding header (NULL allowed) take gzip? "gzip;q=0" does not. */
bool accept_gzip(const char *header);

#endif
