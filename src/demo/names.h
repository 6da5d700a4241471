/*
 * Names to invent people from. Lists are ordered by how common a name is.
 */
#ifndef DEMO_NAMES_H
#define DEMO_NAMES_H

#include <stddef.h>

struct demo_list {
    const char *const *items;
    size_t count;
};

extern const struct demo_list DEMO_SURNAMES;

/* Given names change with the years: the cohort born up to `last_year`. */
struct demo_cohort {
    int last_year;
    struct demo_list women;
    struct demo_list men;
};
extern const struct demo_cohort DEMO_COHORTS[];
extern const size_t DEMO_COHORT_COUNT;

/* People from abroad, as their papers write them: with diacritics. */
struct demo_community {
    const char *citizenship; /* ISO 3166 alpha-2 */
    const char *birthplace;  /* cadastral code of the country */
    int weight;
    struct demo_list surnames;
    struct demo_list women;
    struct demo_list men;
};
extern const struct demo_community DEMO_COMMUNITIES[];
extern const size_t DEMO_COMMUNITY_COUNT;

#endif
