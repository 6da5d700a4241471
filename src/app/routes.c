/*
 * Every feature's routes and statements on one screen; `accanto routes` prints the rows with who
 * may reach them.
 */
#include <assert.h>

#include "agenda/agenda.h"
#include "app/house.h"
#include "desk/desk.h"
#include "dispatch/dispatch.h"
#include "driving/driving.h"
#include "insight/insight.h"
#include "network/network.h"
#include "people/people_web.h"
#include "rides/rides.h"
#include "roads/roads_web.h"
#include "site/site.h"
#include "staff/staff.h"
#include "volunteering/volunteering.h"
#include "volunteers/volunteers.h"

static const struct {
    const struct route *routes;
    const size_t *count;
} FEATURES[] = {
    {SITE_ROUTES, &SITE_ROUTE_COUNT},
    {STAFF_ROUTES, &STAFF_ROUTE_COUNT},
    {AGENDA_ROUTES, &AGENDA_ROUTE_COUNT},
    {PEOPLE_ROUTES, &PEOPLE_ROUTE_COUNT},
    {DESK_ROUTES, &DESK_ROUTE_COUNT},
    {NETWORK_ROUTES, &NETWORK_ROUTE_COUNT},
    {RIDES_ROUTES, &RIDES_ROUTE_COUNT},
    {ROADS_ROUTES, &ROADS_ROUTE_COUNT},
    {LEG_TIMES_ROUTES, &LEG_TIMES_ROUTE_COUNT},
    {DISPATCH_ROUTES, &DISPATCH_ROUTE_COUNT},
    {DRIVING_ROUTES, &DRIVING_ROUTE_COUNT},
    {INSIGHT_ROUTES, &INSIGHT_ROUTE_COUNT},
    {VOLUNTEERING_ROUTES, &VOLUNTEERING_ROUTE_COUNT},
    {VOLUNTEERS_ROUTES, &VOLUNTEERS_ROUTE_COUNT},
};

/* Who adds what to the events on a person's page. */
const struct person_events_source *const PERSON_EVENTS_SOURCES[] = {
    &DESK_PERSON_EVENTS,
    &RIDES_PERSON_EVENTS,
};
const size_t PERSON_EVENTS_SOURCE_COUNT =
    sizeof PERSON_EVENTS_SOURCES / sizeof PERSON_EVENTS_SOURCES[0];

/* Who keeps what was promised on the telephone. */
const struct promises_keeper *const PROMISES_KEEPER = &RIDES_PROMISES;

static_assert(sizeof FEATURES / sizeof FEATURES[0] < HOUSE_TABLES_MAX, "room for the end row");

void house_routes(struct route_table ret_tables[HOUSE_TABLES_MAX])
{
    const size_t count = sizeof FEATURES / sizeof FEATURES[0];

    for (size_t i = 0; i < count; i++)
        ret_tables[i] = (struct route_table){FEATURES[i].routes, *FEATURES[i].count};
    ret_tables[count] = (struct route_table){0};
}
