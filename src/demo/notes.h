/*
 * What is told at a desk, to invent a year of contacts from.
 */
#ifndef DEMO_NOTES_H
#define DEMO_NOTES_H

#include <stddef.h>

enum demo_age { DEMO_ANY_AGE, DEMO_PARENT, DEMO_ADULT, DEMO_ELDER, DEMO_FOREIGNER };

/* One kind of story: who tells it, the need, and how it is answered. */
struct demo_story {
    const char *need;
    enum demo_age who;
    int weight;         /* how often, in an even month */
    int winter_percent; /* of that weight, from November to February: 100 is even */
    const char *response;
    const char *service;      /* code; NULL: none is named */
    const char *unmet_reason; /* NULL: always answered */
    int unmet_percent;
    const char *notes[3]; /* NULL after the last */
};
extern const struct demo_story DEMO_STORIES[];
extern const size_t DEMO_STORY_COUNT;

#endif
