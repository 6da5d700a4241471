/*
 * What the parts of the demo zone share while it is made. Not for other rooms.
 *
 * Everything is one operation inside a write, which may run again: a part starts its lists anew.
 */
#ifndef DEMO_INSIDE_H
#define DEMO_INSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "demo/demo.h"
#include "demo/random.h"
#include "demo/territory.h"

enum {
    DEMO_PEOPLE_MAX = 6000,
    DEMO_HOUSEHOLDS_MAX = 4000,
    DEMO_DESTINATIONS_MAX = 16,
    DEMO_VOLUNTEERS_MAX = 16,
};

/* Who acts, as indices of DEMO_USERS. */
enum {
    DEMO_COORDINATOR = 0,
    DEMO_COORDINATOR_SAN_GEMINI = 1,
    DEMO_SOCIAL_WORKER = 2,
    DEMO_SERVICE_HEAD = 3,
    DEMO_RIDES_COORDINATOR = 5,
};

struct demo_person {
    int64_t id;
    const char *surname;
    const char *name;
    struct date birth;
    char sex;
    const char *citizenship;
    const char *birthplace;
    const char *code; /* tax, STP or ENI code; NULL for none */
    const char *address;
    int place; /* index of DEMO_PLACES */
    int64_t latitude_micro;
    int64_t longitude_micro;
    const char *phone; /* NULL for none */
    int household;
    const char *relation; /* code list household_relation */
    bool alone;
    const char *autonomy;    /* as declared; NULL: never asked */
    const char *restriction; /* NULL: not restricted */
    bool rider;
};

struct demo {
    struct date today;
    uint64_t seed;
    struct instant now; /* nothing is invented past it but bookings */

    int64_t places[DEMO_PLACE_COUNT];
    int64_t valnerina; /* offices */
    int64_t san_gemini;
    const struct actor *users[DEMO_USERS_MAX]; /* in the order of DEMO_USERS */

    struct demo_person *people;
    size_t people_count;
    int household_count;

    int64_t *organizations; /* in the order of the tables in directory.h */
    int64_t *services;

    int64_t destinations[DEMO_DESTINATIONS_MAX];
    size_t destination_count;
};

/* Invents people and households of every place into `demo->people`; pure. */
void demo_invent_people(struct arena *arena, struct demo *demo);

/* The parts, in this order. */
enum status demo_make_zone(struct ctx *tx, struct demo *demo); /* its users too */
enum status demo_make_people(struct ctx *tx, struct demo *demo);
enum status demo_make_directory(struct ctx *tx, struct demo *demo);
enum status demo_make_volunteers(struct ctx *tx, struct demo *demo);
enum status demo_make_contacts(struct ctx *tx, struct demo *demo);
enum status demo_make_rides(struct ctx *tx, struct demo *demo);
enum status demo_make_volunteering(struct ctx *tx, struct demo *demo);

/* The users of demo_make_zone. */
enum status demo_make_staff(struct ctx *tx, struct demo *demo);

/* By its code in directory.h; after demo_make_directory. 0: none. */
int64_t demo_organization_id(const struct demo *demo, const char *code);

/* `tx` as if somebody acted at another time. */
struct ctx demo_as(const struct ctx *tx, const struct actor *actor, struct instant now);

#endif
