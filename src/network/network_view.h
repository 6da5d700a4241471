/* What the directory's templates see. */
#ifndef NETWORK_NETWORK_VIEW_H
#define NETWORK_NETWORK_VIEW_H

#include "frame/frame_view.h"
#include "network/listing.h"
#include "zone/zone.h"

struct need_choice {
    const char *code;
    const char *label;
    const char *area; /* label; told when it differs from the one before */
    bool first_of_area;
    bool chosen;
};

struct network_view {
    struct frame frame;
    struct ask ask;
    const char *words;
    struct options_list places;
    const struct service_group *groups;
    size_t group_count;
    bool may_write;

    const char *need_code;
    const char *need_label;
    const struct service_answer *answers;
    size_t answer_count;

    int64_t service_id; /* 0: a new one */
    int64_t version;
    struct options_list organizations;
    const struct need_choice *needs;
    size_t need_count;
    const char *action;
};

struct organization_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    int64_t id; /* 0: a new one */
    int64_t version;
    struct options_list kinds;
    struct options_list places;
};

struct organization_line {
    int64_t id;
    const char *name;
    const char *kind;
    const char *where; /* "Arrone, Via Roma 1"; may be "" */
    const char *phone; /* may be NULL */
    bool ended;
};

struct organization_list_view {
    struct frame frame;
    const struct organization_line *organizations;
    size_t count;
};

#endif
