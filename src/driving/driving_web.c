/* The addresses of the links, and of the pages that hand them out. */
#include "driving/driving.h"

#include "driving/driving_pages.h"
#include "staff/powers.h"

const struct route DRIVING_ROUTES[] = {
    ROUTE(GET, "/accompagnamenti/foglio/:id/manda", POWER_VOLUNTEERS_WRITE, car_send_page),
    ROUTE(POST, "/accompagnamenti/foglio/:id/manda", POWER_VOLUNTEERS_WRITE, car_send_post),
    ROUTE(GET, "/volontari/:id/collegamento", POWER_VOLUNTEERS_WRITE, own_send_page),
    ROUTE(POST, "/volontari/:id/collegamento", POWER_VOLUNTEERS_WRITE, own_send_post),
    ROUTE(GET, "/turni/:code", POWER_PUBLIC, own_page),
    ROUTE(POST, "/turni/:code/assenze", POWER_PUBLIC, own_absence_post),
    ROUTE(POST, "/turni/:code/assenze/:id/togli", POWER_PUBLIC, own_absence_back_post),
    ROUTE(POST, "/turni/:code/restituisci", POWER_PUBLIC, own_hand_back_post),
    ROUTE(POST, "/turni/:code/ore", POWER_PUBLIC, own_hours_post),
    ROUTE(POST, "/turni/:code/ore/:id/basta", POWER_PUBLIC, own_hours_end_post),
    ROUTE(POST, "/turni/:code/proposte/:id/ritira", POWER_PUBLIC, own_withdraw_post),
    ROUTE(GET, "/foglio/:code", POWER_PUBLIC, car_page),
    ROUTE(POST, "/foglio/:code/viaggi/:id", POWER_PUBLIC, car_post),
};
const size_t DRIVING_ROUTE_COUNT = sizeof DRIVING_ROUTES / sizeof DRIVING_ROUTES[0];
