/*
 * Files that are part of the program: style sheets, scripts, fonts, icons. Their address holds the
 * hash of their content, so a browser may keep them for ever.
 */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H

#include <stddef.h>
#include <stdint.h>

#include "web/request.h"
#include "web/response.h"

#define ASSET_PREFIX "/assets/"

struct asset {
    const char *path; /* "accanto.css", "fonts/titillium.woff2" */
    const char *type;
    const uint8_t *raw;
    size_t raw_length;
    const uint8_t *gzip; /* NULL when it would not be smaller */
    size_t gzip_length;
    const char *hash; /* of the content; a-z, 0-9 */
};

/* The files of this program: build/gen/assets.c. */
extern const struct asset ASSETS[];
extern const size_t ASSET_COUNT;

/* Answers /assets/HASH/name; ERR_NOT_FOUND when there is no such file of that content. */
MUST_USE enum status asset_serve(const struct asset *assets, size_t count,
                                 const struct request *request, struct response *response);

/* "/assets/HASH/name" for a page, or NULL when the program has no such file. */
const char *asset_url(struct arena *arena, const struct asset *assets, size_t count,
                      const char *path);

#endif
