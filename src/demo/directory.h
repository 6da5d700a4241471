/*
 * The demo zone's directory: who offers what, in the sheets that citizens read. The services are
 * like those of such a valley; telephone numbers are invented (no Italian local number begins with
 * 0) but for the ride line's and the national help lines.
 */
#ifndef DEMO_DIRECTORY_H
#define DEMO_DIRECTORY_H

#include <stddef.h>

struct demo_organization {
    const char *code;
    const char *name;
    const char *kind;
    const char *place; /* by name */
    const char *address;
    const char *phone;
    const char *email;
    const char *description;
};
extern const struct demo_organization DEMO_ORGANIZATIONS[];
extern const size_t DEMO_ORGANIZATION_COUNT;

struct demo_service {
    const char *code;
    const char *organization; /* by code */
    const char *name;
    const char *place; /* by name; NULL: at home, by telephone or everywhere */
    const char *address;
    const char *phone;
    const char *hours;
    const char *cost;
    const char *needs; /* codes separated by commas */
    const char
        *served; /* "valnerina": the office's six places; else one place's name; NULL: everywhere */
    const char *summary;
    const char *audience;
    const char *how_to;
    const char *needed;
    const char *outcome;
    const char *timing;
    const char *access;
    const char *conditions;
};
extern const struct demo_service DEMO_SERVICES[];
extern const size_t DEMO_SERVICE_COUNT;

#endif
