/* The addresses of the figures. */
#include "insight/insight.h"

#include "insight/insight_pages.h"
#include "staff/powers.h"

const struct route INSIGHT_ROUTES[] = {
    ROUTE(GET, "/accompagnamenti/conti", POWER_RIDES_READ, refusals_page),
    ROUTE(GET, "/accompagnamenti/numeri", POWER_FIGURES_READ, numbers_page),
    ROUTE(GET, "/accompagnamenti/numeri/csv", POWER_FIGURES_READ, numbers_csv),
    ROUTE(GET, "/accompagnamenti/quote", POWER_RIDES_WRITE, shares_page),
    ROUTE(GET, "/accompagnamenti/quote/csv", POWER_RIDES_WRITE, shares_csv),
    ROUTE(GET, "/accompagnamenti/se", POWER_RIDES_READ, whatif_page),
};
const size_t INSIGHT_ROUTE_COUNT = sizeof INSIGHT_ROUTES / sizeof INSIGHT_ROUTES[0];
