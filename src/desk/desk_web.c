/*
 * Every page of the desk, and what it needs.
 */
#include "desk/desk.h"
#include "desk/desk_pages.h"
#include "staff/powers.h"

const struct route DESK_ROUTES[] = {
    ROUTE(GET, "/contatti", POWER_CONTACTS_READ, contact_list_page),
    ROUTE(GET, "/contatti/elenco.csv", POWER_CONTACTS_READ, contact_list_export),
    ROUTE(GET, "/contatti/nuovo", POWER_CONTACTS_WRITE, contact_new_page),
    ROUTE_MAKES("/contatti/nuovo", POWER_CONTACTS_WRITE, contact_new_post, "/contatti/:id",
                "/contatti/:id/correggi"),
    ROUTE(GET, "/contatti/informazione", POWER_CONTACTS_WRITE, contact_info_page),
    ROUTE_MAKES("/contatti/informazione", POWER_CONTACTS_WRITE, contact_info_post, "/contatti/:id",
                NULL),
    ROUTE(GET, "/contatti/:id", POWER_CONTACTS_READ, contact_page),
    ROUTE(GET, "/contatti/:id/fatto", POWER_CONTACTS_WRITE, contact_done_page),
    ROUTE(GET, "/contatti/:id/correggi", POWER_CONTACTS_WRITE, contact_correct_page),
    ROUTE(POST, "/contatti/:id/correggi", POWER_CONTACTS_WRITE, contact_correct_post),
    ROUTE(GET, "/contatti/:id/persona", POWER_CONTACTS_WRITE, contact_link_page),
    ROUTE(POST, "/contatti/:id/persona", POWER_CONTACTS_WRITE, contact_link_post),
    ROUTE(POST, "/contatti/:id/richiamata", POWER_CONTACTS_WRITE, call_back_post),
};
const size_t DESK_ROUTE_COUNT = sizeof DESK_ROUTES / sizeof DESK_ROUTES[0];
