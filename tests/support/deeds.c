#include "support/deeds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "support/page.h"

/* To a place that volunteers reach, a week from now and an hour from now. */
#define RIDE_ASKED(fields)                                                                         \
    fields = {"destination", "6",     "day",         "2026-12-02",                                 \
              "appointment", "10:00", "return_kind", "none"}
#define RIDES_ASKED(fields)                                                                        \
    fields = {"destination", "6",    "day",    "2026-12-10", "appointment",  "10:00",              \
              "return_kind", "none", "repeat", "week",       "repeat_times", "3"}
#define RIDE_TOO_LATE(fields)                                                                      \
    fields = {"destination", "6",     "day",         "2026-11-23",                                 \
              "appointment", "11:00", "return_kind", "none"}

const struct deed DEEDS[] = {
    /* the public site */
    {"/segnala", .fields = {"about", "site", "body", "Una pagina non si apre."}},
    {"/segnalazioni/:id", .page = "/segnalazioni", .silent = true},
    {"/parere", .page = "/servizi", .fields = {"rating", "4"}, .silent = true},

    /* administration */
    {"/utenti/nuovo",
     .fields = {"surname", "Quintili", "name", "Ada", "username", "ada.quintili", "role",
                "coordinator", "office", "1", "from", "2026-11-23"},
     .shows = true},
    {"/utenti/:id", .fields = {"title", "coordinatrice della sede"}},
    {"/utenti/:id/ruoli", .page = "/utenti/:id",
     .fields = {"role", "treasurer", "from", "2026-11-23"}},
    {"/utenti/:id/ruoli/:id/togli", .page = "/utenti/:id"},
    {"/utenti/:id/parola", .page = "/utenti/:id", .shows = true},
    {"/utenti/:id/chiudi", .page = "/utenti/:id"},
    {"/utenti/:id/riapri", .page = "/utenti/:id"},
    {"/regole/regola", .fields = {"value", "2880", "from", "2026-12-01", "note", "Neve"}},
    {"/regole/luoghi/comuni", .page = "/regole/luoghi",
     .fields = {"municipality_name", "Scheggino", "municipality_code", "I522"}},
    {"/regole/luoghi/paesi", .page = "/regole/luoghi",
     .fields = {"place_name", "Ceselli", "place_municipality", "1", "place_kind", "hamlet",
                "latitude", "42,68", "longitude", "12,83"}},
    {"/regole/luoghi/uffici", .page = "/regole/luoghi",
     .fields = {"office_name", "Sportello di Ceselli", "office_about", "Il lunedì", "office_place",
                "1", "office_address", "Piazza 1", "office_phone", "0744 555 666", "served", "1"}},
    {"/regole/luoghi/comuni/:id", .fields = {"name", "Arrone in Valnerina"}},
    {"/regole/luoghi/paesi/:id", .fields = {"name", "Arrone Castello"}},
    {"/regole/luoghi/uffici/:id", .fields = {"office_about", "Il lunedì e il giovedì"}},
    {"/regole/orari",
     .fields = {"opening_office", "1", "opening_line", "desk", "opening_place", "1", "weekday", "6",
                "week", "", "opens", "09:00", "closes", "11:00", "opening_from", "2026-12-01"}},
    {"/regole/orari/:id/togli", .page = "/regole/orari"},
    {"/regole/chiusure", .page = "/regole/orari",
     .fields = {"closure_name", "Neve", "first_day", "2026-12-14", "last_day", "2026-12-15"}},
    {"/regole/chiusure/:id/togli", .page = "/regole/orari"},
    {"/regole/feste", .page = "/regole/orari",
     .fields = {"holiday_name", "Santo patrono", "holiday_place", "1", "day", "24", "month", "6"}},
    {"/regole/feste/:id/togli", .page = "/regole/orari"},
    {"/regole/elenchi", .page = "/regole/elenchi/elenco", .query = "?elenco=channel",
     .fields = {"label", "Aiuto con lo SPID", "hint", "Allo sportello"}},
    {"/regole/elenchi/togli", .page = "/regole/elenchi/elenco", .query = "?elenco=channel"},

    /* one's own */
    {"/profilo/parola", .fields = {"password_now", "accanto-demo", "password", "tre parole nuove",
                                   "password_again", "tre parole nuove"}},
    {"/esci", .page = "/profilo"},

    /* persons */
    {"/persone/nuova", .fields = {"surname", "Wqvizhnor", "name", "Xkodrul", "place_id", "1"}},
    {"/persone/:id/nucleo", .query = "?q=rosi+mari",
     .fields = {"member", "300", "relation", "sibling"}},
    {"/persone/:id/nucleo/relazione", .page = "/persone/:id/nucleo",
     .fields = {"member", "300", "relation", "other_relative", "on", "2026-11-23"}},
    {"/persone/:id/nucleo/esce", .page = "/persone/:id/nucleo",
     .fields = {"member", "300", "on", "2026-11-23"}},
    {"/persone/:id/modifica", .fields = {"address", "Via Nuova, 3", "phone2", "300 555 1234"}},
    {"/persone/:id/dichiarazioni",
     .fields = {"autonomy", "self_sufficient", "lives_alone", "yes", "notices_consent", "yes"}},
    {"/persone/:id/tutela", .fields = {"kind", "support_administration", "decree_number", "12/2026",
                                       "decree_date", "2026-10-01", "holder_name", "Avv. Neri",
                                       "holder_phone", "0744 111 222", "from", "2026-10-02"}},

    /* the desk */
    {"/contatti/nuovo",
     .fields = {"channel", "phone", "reason", "spontaneous", "caller_kind", "self", "person",
                "none", "need", "health_doctor", "response", "listening"}},
    {"/contatti/informazione",
     .fields = {"channel", "phone", "need", "health_doctor", "answer", "una volta sola"}},
    {"/contatti/:id/correggi",
     .fields = {"caller_name", "Un’altra voce", "why", "Ha telefonato la figlia"}},
    {"/contatti/:id/richiamata", .page = "/contatti/:id", .fields = {"outcome", "not_reached"}},

    /* the network of services */
    {"/rete/associazioni/nuova", .fields = {"name", "Amici del fiume", "code", "amici-del-fiume",
                                            "kind", "third_sector", "description", "Passeggiate"}},
    {"/rete/associazioni/:id/modifica", .fields = {"description", "Da trent’anni"}},
    {"/rete/servizi/nuovo", .fields = {"name",         "Passeggiate",     "code",
                                       "passeggiate",  "organization_id", "2",
                                       "summary",      "Insieme",         "audience",
                                       "Tutti",        "how_to",          "Telefona",
                                       "needed",       "Nulla",           "outcome",
                                       "Compagnia",    "timing",          "Subito",
                                       "access",       "Libero",          "conditions",
                                       "Buone scarpe", "needs",           "company_activities"}},
    {"/rete/servizi/:id/modifica", .fields = {"summary", "Un aiuto in denaro, e un consiglio"}},

    /* volunteers */
    {"/volontari/nuovo",
     .fields = {"surname", "Zorzi", "name", "Ivo", "phone", "300 777 1234", "organization_id", "2",
                "place_id", "1", "from_date", "2026-11-01"}},
    {"/volontari/auto/nuova",
     .fields = {"name", "Panda rossa", "plate", "AB123CD", "owner_organization", "2", "seats", "3",
                "folding_wheelchairs", "1", "from_date", "2026-11-01", "place_id", "1", "drivers",
                "1"}},
    {"/volontari/:id/documenti",
     .fields = {"kind", "training", "number", "C-12", "from_date", "2026-11-01"}},
    {"/volontari/auto/:id/documenti",
     .fields = {"kind", "inspection", "from_date", "2026-11-01", "to_date", "2028-11-01"}},
    {"/volontari/documenti/:id", .fields = {"number", "C-13"}},
    {"/volontari/documenti/:id/togli", .page = "/volontari/documenti/:id"},
    {"/volontari/:id/orari", .page = "/volontari/:id",
     .fields = {"weekday", "saturday", "starts", "09:00", "ends", "12:00"}},
    {"/volontari/:id/assenze", .page = "/volontari/:id",
     .fields = {"from_day", "2027-01-11", "to_day", "2027-01-12", "note", "Montagna"}},
    {"/volontari/:id/orari/:id/togli", .page = "/volontari/:id"},
    {"/volontari/:id/assenze/:id/togli", .page = "/volontari/:id"},

    /* what the volunteers' body keeps for itself */
    {"/volontari/:id/ore",
     .fields = {"on_day", "2026-11-20", "kind", "phone", "duration", "2:30", "kilometres", "3"}},
    {"/volontari/ore/:id", .fields = {"note", "Altro turno"}},
    {"/volontari/ore/:id/togli", .page = "/volontari/ore/:id"},
    {"/volontari/:id/registro", .first = "/volontari/:id/registro",
     .first_fields = {"kind", "correction", "corrects", "2", "note", "Cambia la via"}},
    {"/volontari/:id/rimborsi", .fields = {"on_day", "2026-11-23", "cost", "parking", "what_for",
                                           "Parcheggio", "amount", "2,50", "basis", "declared"}},
    {"/volontari/rimborsi/:id/esito", .page = "/volontari/rimborsi/:id",
     .fields = {"outcome", "rejected", "reason", "Doppia"}},

    /* rides */
    {"/accompagnamenti/destinazioni/nuova",
     .fields = {"name", "Poliambulatorio", "kind", "health_centre", "place_id", "1", "address",
                "Via Roma 5", "boarding_minutes", "3"}},
    {"/accompagnamenti/persone/nuova",
     .fields = {"surname", "Zhupkwarg", "name", "Ytobnix", "phone", "300 8080808", "place", "1",
                "address", "Via Roma 1", "alone", "yes", "autonomy", "yes"}},
    {"/accompagnamenti/nuovo", .query = "?persona=#", RIDE_ASKED(.fields), .shows = true,
     .silent = true},
    {"/accompagnamenti/nuovo/modifica", .page = "/accompagnamenti/nuovo", .query = "?persona=#",
     .first = "/accompagnamenti/nuovo", RIDE_TOO_LATE(.first_fields), .shows = true,
     .silent = true},
    {"/accompagnamenti/nuovo/rifiuto", .page = "/accompagnamenti/nuovo", .query = "?persona=#",
     .form = "/accompagnamenti/nuovo/modifica", .first = "/accompagnamenti/nuovo",
     RIDE_TOO_LATE(.first_fields)},
    {"/accompagnamenti/nuovo/conferma", .page = "/accompagnamenti/nuovo", .query = "?persona=#",
     .first = "/accompagnamenti/nuovo", RIDE_ASKED(.first_fields)},
    {"/accompagnamenti/nuovo/serie", .page = "/accompagnamenti/nuovo", .query = "?persona=#",
     .first = "/accompagnamenti/nuovo", RIDES_ASKED(.first_fields)},
    {"/accompagnamenti/:id/sposta", .fields = {"appointment", "11:30"}, .shows = true,
     .silent = true},
    {"/accompagnamenti/:id/sposta/modifica", .page = "/accompagnamenti/:id/sposta",
     .form = "/accompagnamenti/:id/sposta/conferma", .first = "/accompagnamenti/:id/sposta",
     .first_fields = {"appointment", "11:30"}, .shows = true, .silent = true},
    {"/accompagnamenti/:id/sposta/conferma", .page = "/accompagnamenti/:id/sposta",
     .first = "/accompagnamenti/:id/sposta", .first_fields = {"appointment", "11:30"}},
    {"/accompagnamenti/:id/correggi", .fields = {"boarding_notes", "Suonare due volte"}},
    {"/accompagnamenti/:id/annulla", .fields = {"by_service", "person"}},

    /* who may know of whom: at last, as this changes what the others show */
    {"/persone/:id/riservatezza", .fields = {"kind", "violence"}},
    {"/persone/:id/riservatezza/concedi", .page = "/persone/:id/riservatezza",
     .fields = {"user", "4"}},
    {"/persone/:id/riservatezza/togli", .page = "/persone/:id/riservatezza",
     .fields = {"user", "4"}},
    {"/persone/:id/riservatezza/fine", .page = "/persone/:id/riservatezza"},
};
const size_t DEED_COUNT = sizeof DEEDS / sizeof DEEDS[0];

static const struct office_page *page_of(const char *method, const char *route)
{
    char name[OFFICE_PATH_MAX];

    snprintf(name, sizeof(name), "%s %s", method, route);
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++) {
        if (strcmp(OFFICE_PAGES[i].route, name) == 0)
            return &OFFICE_PAGES[i];
    }
    fail_msg("no such route: %s", name);
    return NULL;
}

/* Does the path fit the route, with a number or a code for each ":..."? */
static bool fits(const char *route, const char *path)
{
    while (*route && *path && *path != '?') {
        if (*route == ':') {
            route += strcspn(route, "/");
            path += strcspn(path, "/?");
        } else if (*route++ != *path++) {
            return false;
        }
    }
    return !*route && (!*path || *path == '?');
}

/* Where the form stands. */
static void page_path(struct test_house *h, const struct plant *plant, const struct deed *deed,
                      char ret_path[OFFICE_PATH_MAX])
{
    char person[24];
    size_t length;
    size_t plain;

    office_path(h, page_of("GET", deed->page ? deed->page : deed->route), plant, ret_path);
    if (!deed->query)
        return;
    length = strcspn(ret_path, "?");
    plain = strcspn(deed->query, "#");
    snprintf(person, sizeof(person), "%lld", (long long)plant->person_id);
    snprintf(ret_path + length, OFFICE_PATH_MAX - length, "%.*s%s", (int)plain, deed->query,
             deed->query[plain] ? person : "");
}

/* The form of a route on the page answered last. */
static const struct page_form *answered_form(struct test_house *h, const char *path,
                                             const char *route)
{
    const struct page *page = page_read(&h->store.arena, h->answer.body, path);

    for (size_t i = 0; i < page->form_count; i++) {
        if (page->forms[i].post && fits(route, page->forms[i].action))
            return &page->forms[i];
    }
    fail_msg("no form for %s at %s (%d)", route, path, h->answer.http_status);
    return NULL;
}

void deed_fill(struct test_house *h, const struct plant *plant, const struct deed *deed,
               struct deed_form *ret_form)
{
    struct arena *arena = &h->store.arena;
    const struct page_form *form;
    char path[OFFICE_PATH_MAX];

    page_path(h, plant, deed, path);
    office_enter(h, office_role_for(page_of("POST", deed->route)), &ret_form->visitor);
    house_get(h, &ret_form->visitor, path);
    if (deed->first) {
        form = answered_form(h, path, deed->first);
        house_post(h, &ret_form->visitor, form->action,
                   page_fields(arena, form, deed->first_fields));
    }
    form = answered_form(h, path, deed->form ? deed->form : deed->route);
    snprintf(ret_form->action, OFFICE_PATH_MAX, "%s", form->action);
    if (deed->form)
        office_path(h, page_of("POST", deed->route), plant, ret_form->action);
    ret_form->fields = page_fields(arena, form, deed->fields);
}
