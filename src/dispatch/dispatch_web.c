/* The addresses of the day. */
#include "dispatch/dispatch.h"

#include "dispatch/dispatch_pages.h"
#include "staff/powers.h"

const struct route DISPATCH_ROUTES[] = {
    ROUTE(GET, "/accompagnamenti", POWER_RIDES_READ, board_page),
    ROUTE(GET, "/accompagnamenti/scoperti", POWER_RIDES_READ, uncovered_page),
    ROUTE(GET, "/accompagnamenti/foglio/:id", POWER_RIDES_READ, sheet_page),
    ROUTE(GET, "/accompagnamenti/foglio/:id/pdf", POWER_RIDES_READ, sheet_file),
    ROUTE(POST, "/accompagnamenti/viaggi/:id/esito", POWER_RIDES_WRITE, leg_outcome_post),
    ROUTE(POST, "/accompagnamenti/viaggi/:id/assegna", POWER_RIDES_WRITE, leg_assign_post),
    ROUTE(POST, "/accompagnamenti/viaggi/:id/pronta", POWER_RIDES_WRITE, leg_ready_post),
    ROUTE(POST, "/accompagnamenti/viaggi/:id/chiamata", POWER_RIDES_WRITE, leg_called_post),
    ROUTE(POST, "/accompagnamenti/viaggi/:id/tieni", POWER_RIDES_WRITE, leg_lock_post),
    ROUTE(GET, "/accompagnamenti/viaggi/:id/volontario", POWER_RIDES_WRITE, reassign_page),
    ROUTE(POST, "/accompagnamenti/viaggi/:id/volontario", POWER_RIDES_WRITE, reassign_post),
    ROUTE(GET, "/accompagnamenti/rivedi", POWER_RIDES_WRITE, replan_page),
    ROUTE(POST, "/accompagnamenti/rivedi", POWER_RIDES_WRITE, replan_post),
    ROUTE(GET, "/accompagnamenti/volontari/:id/non-puo", POWER_RIDES_WRITE, unable_page),
    ROUTE(POST, "/accompagnamenti/volontari/:id/non-puo", POWER_RIDES_WRITE, unable_post),
    ROUTE(GET, "/accompagnamenti/auto/:id/ferma", POWER_RIDES_WRITE, vehicle_stop_page),
    ROUTE(POST, "/accompagnamenti/auto/:id/ferma", POWER_RIDES_WRITE, vehicle_stop_post),
    ROUTE(POST, "/accompagnamenti/auto/:id/ferma/:id/torna", POWER_RIDES_WRITE, vehicle_back_post),
};
const size_t DISPATCH_ROUTE_COUNT = sizeof DISPATCH_ROUTES / sizeof DISPATCH_ROUTES[0];
