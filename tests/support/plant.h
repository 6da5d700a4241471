/*
 * Three invented persons with something of theirs in every feature, each text of which stands
 * nowhere else in the zone: where one turns up, it came from there.
 *
 * One is the Valnerina office's own, one the San Gemini office's, and one is restricted to a circle
 * of the head of the service and the social worker.
 */
#ifndef TESTS_SUPPORT_PLANT_H
#define TESTS_SUPPORT_PLANT_H

#include "support/house.h"

enum plant_kind { PLANT_OWN, PLANT_OTHER, PLANT_RESTRICTED, PLANT_COUNT };

/* The texts of a plant that are looked for. */
enum plant_mark {
    MARK_SURNAME,
    MARK_ADDRESS,
    MARK_PHONE, /* its last seven figures, which are shown together */
    MARK_EMAIL,
    MARK_GUARDIAN,
    MARK_CALLER,
    MARK_NOTES,
    MARK_FORMER, /* notes, before they were corrected */
    MARK_BOARDING,
    MARK_COUNT
};

struct plant {
    const char *marks[MARK_COUNT];
    const char *words; /* find them, and hold no mark */
    int64_t person_id;
    int64_t contact_id;
    int64_t ride_id; /* 0 for PLANT_OTHER: nobody drives there */
    int64_t leg_id;
    int64_t volunteer_id; /* who drives */
    int64_t household_id; /* of another person in their home */
    char day[11];         /* of the ride, ISO */
};

void plant_all(struct test_house *h, struct plant ret_plants[PLANT_COUNT]);

#endif
