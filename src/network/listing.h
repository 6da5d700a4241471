/*
 * The directory as a list: services grouped by the area of the needs they answer, filtered by words
 * and place. The public pages and the staff's show the same.
 */
#ifndef NETWORK_LISTING_H
#define NETWORK_LISTING_H

#include <stddef.h>
#include <stdint.h>

#include "frame/frame.h"
#include "network/network.h"

enum { LISTING_GROUPS_MAX = 32, LISTING_WORDS_MAX = 100 };

struct service_group {
    const char *area; /* label of a code of list need_area */
    const char *code;
    const struct service_line *services;
    size_t count;
};

struct service_listing {
    struct service_group groups[LISTING_GROUPS_MAX];
    size_t group_count;
};

/* `words` as typed: a service is found by its name, summary, organisation and needs, whatever case
   and accents. ERR_INVALID for more than LISTING_WORDS_MAX bytes. Areas without a service are left
   out. */
MUST_USE enum status network_list(struct ctx *ctx, const char *words, int64_t place_id,
                                  struct service_listing *ret_listing);

#endif
