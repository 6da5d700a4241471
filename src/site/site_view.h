/* What the public templates see. */
#ifndef SITE_SITE_VIEW_H
#define SITE_SITE_VIEW_H

#include "frame/frame_view.h"
#include "network/listing.h"
#include "site_sql.h"
#include "zone/zone.h"

/* One desk's row in the table of opening hours. */
struct desk_hours {
    const char *place;
    const char *days;  /* "lunedì e giovedì" */
    const char *hours; /* "9:00-12:00, 15:00-18:00" */
};

struct site_view {
    struct frame frame;
    struct ask ask;

    const struct service_line *services; /* home: the first few */
    size_t service_count;
    const struct service_group *groups;
    size_t group_count;
    const char *words; /* what was searched */
    struct options_list places;

    const struct office_row *offices; /* all that work; shown where there are several */
    size_t office_count;
    const struct desk_hours *desks;
    size_t desk_count;
    const struct place_row *served;
    size_t served_count;
    const char *closed_today; /* name of the holiday or closure; NULL when none */
    const struct closure_row *closures;
    size_t closure_count;
    const char *about;

    const char *rides_line; /* "Filo d'Argento" */
    const char *rides_phone;
    const char *rides_hours;  /* "dal lunedì al venerdì, 9:00-12:00 e 15:00-18:00" */
    const char *rides_notice; /* "24 ore" */

    struct service_row service;
    const struct service_place_row *service_places;
    size_t service_place_count;
    bool quick_exit; /* a page about violence */

    const struct organization_row *organizations;
    size_t organization_count;
    struct organization_row organization;
    const char *organization_kind;
    const struct organization_service *organization_services;
    size_t organization_service_count;

    const struct site_report_line *reports;
    size_t report_count;
    bool may_close;
};

struct site_report_line {
    int64_t id;
    struct instant at;
    const char *about;
    const char *body;
    const char *reply_to;
    bool closed;
};

#endif
