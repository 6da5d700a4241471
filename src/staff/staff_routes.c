/* Every page of the staff: who may open it, and where it is answered. */
#include "staff/powers.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"

/* A page of entering that is open to who is inside too says POWER_PUBLIC and looks by itself. */
const struct route STAFF_ROUTES[] = {
    ROUTE(GET, "/accesso", POWER_PUBLIC, sign_in_page),
    ROUTE(POST, "/accesso", POWER_PUBLIC, sign_in_post),
    ROUTE(GET, "/accesso/codice", POWER_ENTERING, code_page),
    ROUTE(POST, "/accesso/codice", POWER_ENTERING, code_post),
    ROUTE(GET, "/accesso/secondo-fattore", POWER_PUBLIC, factor_page),
    ROUTE(POST, "/accesso/secondo-fattore", POWER_PUBLIC, factor_post),
    ROUTE(GET, "/accesso/parola", POWER_ENTERING, first_password_page),
    ROUTE(POST, "/accesso/parola", POWER_ENTERING, first_password_post),
    ROUTE(POST, "/esci", POWER_PUBLIC, sign_out_post),

    ROUTE(POST, "/lingua", POWER_PUBLIC, language_post),
    ROUTE(GET, "/profilo", POWER_SIGNED_IN, account_page),
    ROUTE(POST, "/profilo/accessi/:id/chiudi", POWER_SIGNED_IN, own_session_end_post),
    ROUTE(GET, "/profilo/parola", POWER_SIGNED_IN, own_password_page),
    ROUTE(POST, "/profilo/parola", POWER_SIGNED_IN, own_password_post),

    ROUTE(GET, "/utenti", POWER_USERS_MANAGE, users_page),
    ROUTE(GET, "/utenti/nuovo", POWER_USERS_MANAGE, user_new_page),
    ROUTE_MAKES("/utenti/nuovo", POWER_USERS_MANAGE, user_new_post, "/utenti/:id", NULL),
    ROUTE(GET, "/utenti/:id", POWER_USERS_MANAGE, user_page),
    ROUTE(POST, "/utenti/:id", POWER_USERS_MANAGE, user_post),
    ROUTE(POST, "/utenti/:id/ruoli", POWER_USERS_MANAGE, user_role_post),
    ROUTE(POST, "/utenti/:id/ruoli/:id/togli", POWER_USERS_MANAGE, user_role_end_post),
    ROUTE(POST, "/utenti/:id/parola", POWER_USERS_MANAGE, user_password_post),
    ROUTE(POST, "/utenti/:id/secondo-fattore", POWER_USERS_MANAGE, user_factor_post),
    ROUTE(POST, "/utenti/:id/chiudi", POWER_USERS_MANAGE, user_close_post),
    ROUTE(POST, "/utenti/:id/riapri", POWER_USERS_MANAGE, user_open_post),
    ROUTE(POST, "/utenti/:id/accessi/:id/chiudi", POWER_USERS_MANAGE, user_session_end_post),

    ROUTE(GET, "/regole", POWER_POLICY_MANAGE, policies_page),
    ROUTE(GET, "/regole/regola", POWER_POLICY_MANAGE, policy_page),
    ROUTE(POST, "/regole/regola", POWER_POLICY_MANAGE, policy_post),
    ROUTE(GET, "/regole/luoghi", POWER_POLICY_MANAGE, places_page),
    ROUTE(POST, "/regole/luoghi/comuni", POWER_POLICY_MANAGE, municipality_post),
    ROUTE(POST, "/regole/luoghi/paesi", POWER_POLICY_MANAGE, place_post),
    ROUTE(POST, "/regole/luoghi/uffici", POWER_POLICY_MANAGE, office_post),
    ROUTE(GET, "/regole/luoghi/comuni/:id", POWER_POLICY_MANAGE, municipality_edit_page),
    ROUTE(POST, "/regole/luoghi/comuni/:id", POWER_POLICY_MANAGE, municipality_edit_post),
    ROUTE(GET, "/regole/luoghi/paesi/:id", POWER_POLICY_MANAGE, place_edit_page),
    ROUTE(POST, "/regole/luoghi/paesi/:id", POWER_POLICY_MANAGE, place_edit_post),
    ROUTE(GET, "/regole/luoghi/uffici/:id", POWER_POLICY_MANAGE, office_edit_page),
    ROUTE(POST, "/regole/luoghi/uffici/:id", POWER_POLICY_MANAGE, office_edit_post),
    ROUTE(GET, "/regole/orari", POWER_POLICY_MANAGE, calendar_page),
    ROUTE(POST, "/regole/orari", POWER_POLICY_MANAGE, opening_post),
    ROUTE(POST, "/regole/orari/:id/togli", POWER_POLICY_MANAGE, opening_end_post),
    ROUTE(POST, "/regole/chiusure", POWER_POLICY_MANAGE, closure_post),
    ROUTE(POST, "/regole/chiusure/:id/togli", POWER_POLICY_MANAGE, closure_end_post),
    ROUTE(POST, "/regole/feste", POWER_POLICY_MANAGE, holiday_post),
    ROUTE(POST, "/regole/feste/:id/togli", POWER_POLICY_MANAGE, holiday_end_post),
    ROUTE(GET, "/regole/elenchi", POWER_POLICY_MANAGE, codes_page),
    ROUTE(POST, "/regole/elenchi", POWER_POLICY_MANAGE, code_add_post),
    ROUTE(GET, "/regole/elenchi/elenco", POWER_POLICY_MANAGE, code_list_page),
    ROUTE(POST, "/regole/elenchi/togli", POWER_POLICY_MANAGE, code_retire_post),

    ROUTE(GET, "/registro", POWER_AUDIT_READ, register_page),
    ROUTE(GET, "/registro/csv", POWER_AUDIT_READ, register_csv),
};

const size_t STAFF_ROUTE_COUNT = sizeof STAFF_ROUTES / sizeof STAFF_ROUTES[0];
