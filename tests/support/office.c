#include "support/office.h"

#include <stdio.h>
#include <string.h>

#include "staff/session.h"

enum {
    ANY_STAFF = PUBLIC | ACCOUNT | DIRECTORY,
    DESK_READS = ANY_STAFF | PERSONS | CONTACTS | RIDES | RIDERS | VOLUNTEERS | DAY | FIGURES,
    DESK_WRITES = PUBLIC | ACCOUNT | PERSONS | CONTACTS | RIDES | DIRECTORY,
    OTHER_WRITES = PUBLIC | ACCOUNT,
};

const struct office_role OFFICE_ROLES[] = {
    {"anna.esposito", NULL, DESK_READS, DESK_WRITES, PLANT_OWN, false},
    {"paolo.fratini", NULL, DESK_READS, DESK_WRITES, PLANT_OTHER, false},
    {"giulia.ricci", NULL, DESK_READS, DESK_WRITES, PLANT_OWN, true},
    {"marta.leoni", NULL, DESK_READS | CIRCLE | POLICY,
     OTHER_WRITES | PERSONS | CIRCLE | DIRECTORY | POLICY, PLANT_COUNT, true},
    {"luca.silvani", NULL, ANY_STAFF, OTHER_WRITES, PLANT_OWN, false},
    {"bruno.cipriani", NULL, ANY_STAFF | RIDES | RIDERS | VOLUNTEERS | VOLUNTEERING | DAY | FIGURES,
     OTHER_WRITES | RIDES | VOLUNTEERS | VOLUNTEERING, PLANT_OWN, false},
    {"rita.nobili", NULL, ANY_STAFF, OTHER_WRITES, PLANT_COUNT, false},
    {"ivo.pileri", NULL, ANY_STAFF, OTHER_WRITES, PLANT_COUNT, false},
    {"sara.gentili", NULL, ANY_STAFF | FIGURES, OTHER_WRITES, PLANT_COUNT, false},
    {"dario.montani", NULL, ANY_STAFF | FIGURES, OTHER_WRITES, PLANT_COUNT, false},
    {"elena.viola", NULL, ANY_STAFF | ACCOUNTS | POLICY, OTHER_WRITES | ACCOUNTS | POLICY,
     PLANT_COUNT, false},
    {"carlo.petrini", NULL, ANY_STAFF | ACCESSES, OTHER_WRITES, PLANT_COUNT, false},
    {"", NULL, PUBLIC, PUBLIC, PLANT_COUNT, false},
    {"anna.esposito", SESSION_SECOND_FACTOR, PUBLIC | ENTERING, PUBLIC | ENTERING, PLANT_OWN,
     false},
    {"marta.leoni", SESSION_NEW_PASSWORD, PUBLIC | ENTERING, PUBLIC | ENTERING, PLANT_COUNT, true},
};
const size_t OFFICE_ROLE_COUNT = sizeof OFFICE_ROLES / sizeof OFFICE_ROLES[0];

#define ROW_(name, of, writing, ...)                                                               \
    {                                                                                              \
        .route = name, .column = of, .writes = writing, __VA_ARGS__                                \
    }
#define READS(path, of, ...)  ROW_("GET " path, of, false, __VA_ARGS__)
#define WRITES(path, of, ...) ROW_("POST " path, of, true, __VA_ARGS__)
/* A page for who may write: a form, what became of it, or both ways of the same address. */
#define KEEPS(path, of, ...) ROW_("GET " path, of, true, __VA_ARGS__)
#define FORM(path, of, ...)  KEEPS(path, of, __VA_ARGS__), WRITES(path, of, __VA_ARGS__)

/* By feature, as in app/routes.c. */
const struct office_page OFFICE_PAGES[] = {
    /* the public site */
    READS("/", PUBLIC),
    READS("/servizi", PUBLIC),
    READS("/servizi/:code", PUBLIC, .one_of = "select min(code) from service"),
    READS("/ufficio", PUBLIC),
    READS("/ufficio/:code", PUBLIC, .one_of = "select min(code) from office"),
    READS("/associazioni", PUBLIC),
    READS("/associazioni/:code", PUBLIC, .one_of = "select min(code) from organization"),
    READS("/faq", PUBLIC),
    READS("/privacy", PUBLIC),
    READS("/note-legali", PUBLIC),
    READS("/accessibilita", PUBLIC),
    READS("/robots.txt", PUBLIC),
    FORM("/segnala", PUBLIC),
    WRITES("/parere", PUBLIC),
    READS("/segnalazioni", CONTACTS),
    WRITES("/segnalazioni/:id", CONTACTS, .one_of = "select 1"),

    /* coming in */
    FORM("/accesso", PUBLIC),
    FORM("/accesso/codice", ENTERING),
    FORM("/accesso/secondo-fattore", PUBLIC),
    FORM("/accesso/parola", ENTERING),
    WRITES("/esci", PUBLIC),
    WRITES("/lingua", PUBLIC),
    READS("/profilo", ACCOUNT),
    WRITES("/profilo/accessi/:id/chiudi", ACCOUNT, .one_of = "select max(id) from staff_session"),
    FORM("/profilo/parola", ACCOUNT),

    /* administration */
    READS("/utenti", ACCOUNTS),
    FORM("/utenti/nuovo", ACCOUNTS),
    FORM("/utenti/:id", ACCOUNTS, .one_of = "select 3"),
    WRITES("/utenti/:id/ruoli", ACCOUNTS, .one_of = "select 3"),
    WRITES("/utenti/:id/ruoli/:id/togli", ACCOUNTS, .one_of = "select 3"),
    WRITES("/utenti/:id/parola", ACCOUNTS, .one_of = "select 3"),
    WRITES("/utenti/:id/secondo-fattore", ACCOUNTS, .one_of = "select 3"),
    WRITES("/utenti/:id/chiudi", ACCOUNTS, .one_of = "select 3"),
    WRITES("/utenti/:id/riapri", ACCOUNTS, .one_of = "select 3"),
    WRITES("/utenti/:id/accessi/:id/chiudi", ACCOUNTS, .one_of = "select 3"),
    READS("/regole", POLICY),
    FORM("/regole/regola", POLICY, .query = "?regola=rides.notice_minutes"),
    READS("/regole/luoghi", POLICY),
    WRITES("/regole/luoghi/comuni", POLICY),
    WRITES("/regole/luoghi/paesi", POLICY),
    WRITES("/regole/luoghi/uffici", POLICY),
    FORM("/regole/luoghi/comuni/:id", POLICY, .one_of = "select min(id) from municipality"),
    FORM("/regole/luoghi/paesi/:id", POLICY, .one_of = "select min(id) from place"),
    FORM("/regole/luoghi/uffici/:id", POLICY, .one_of = "select min(id) from office"),
    FORM("/regole/orari", POLICY),
    WRITES("/regole/orari/:id/togli", POLICY, .one_of = "select min(id) from opening"),
    WRITES("/regole/chiusure", POLICY),
    WRITES("/regole/chiusure/:id/togli", POLICY, .one_of = "select min(id) from closure"),
    WRITES("/regole/feste", POLICY),
    WRITES("/regole/feste/:id/togli", POLICY, .one_of = "select min(id) from holiday"),
    FORM("/regole/elenchi", POLICY),
    READS("/regole/elenchi/elenco", POLICY, .query = "?elenco=need"),
    WRITES("/regole/elenchi/togli", POLICY),
    READS("/regole/strade", POLICY),
    READS("/regole/strade/elenco.csv", POLICY),
    FORM("/regole/strade/nuova", POLICY),
    FORM("/regole/strade/importa", POLICY),
    WRITES("/regole/strade/impara", POLICY),
    FORM("/regole/strade/fattori/:id", POLICY, .one_of = "select min(id) from place"),
    FORM("/regole/strade/:id", POLICY, .one_of = "select min(id) from travel_time"),
    WRITES("/regole/strade/:id/togli", POLICY, .one_of = "select max(id) from travel_time"),
    READS("/registro", ACCESSES),
    READS("/registro/csv", ACCESSES),

    /* the day */
    READS("/inizio", ACCOUNT),
    READS("/agenda", DAY),

    /* persons */
    READS("/persone", PERSONS),
    FORM("/persone/nuova", PERSONS),
    READS("/persone/doppioni", CIRCLE),
    READS("/persone/:id", PERSONS, .subject = PERSON),
    FORM("/persone/:id/modifica", PERSONS, .subject = PERSON),
    FORM("/persone/:id/dichiarazioni", PERSONS, .subject = PERSON),
    FORM("/persone/:id/tutela", PERSONS, .subject = PERSON),
    WRITES("/persone/:id/tutela/fine", PERSONS, .subject = PERSON),
    FORM("/persone/:id/nucleo", PERSONS, .subject = PERSON),
    WRITES("/persone/:id/nucleo/esce", PERSONS, .subject = PERSON),
    WRITES("/persone/:id/nucleo/relazione", PERSONS, .subject = PERSON),

    /* the desk */
    READS("/contatti", CONTACTS),
    READS("/contatti/elenco.csv", CONTACTS),
    FORM("/contatti/nuovo", CONTACTS),
    FORM("/contatti/informazione", CONTACTS),
    READS("/contatti/:id", CONTACTS, .subject = CONTACT),
    KEEPS("/contatti/:id/fatto", CONTACTS, .subject = CONTACT),
    FORM("/contatti/:id/correggi", CONTACTS, .subject = CONTACT),
    FORM("/contatti/:id/persona", CONTACTS, .subject = CONTACT),
    WRITES("/contatti/:id/richiamata", CONTACTS, .subject = CONTACT),

    /* the network of services */
    READS("/rete", DIRECTORY),
    READS("/rete/bisogno", DIRECTORY, .query = "?need=health_doctor"),
    FORM("/rete/servizi/nuovo", DIRECTORY),
    KEEPS("/rete/associazioni", DIRECTORY),
    FORM("/rete/associazioni/nuova", DIRECTORY),
    FORM("/rete/associazioni/:id/modifica", DIRECTORY,
         .one_of = "select min(id) from organization"),
    FORM("/rete/servizi/:id/modifica", DIRECTORY, .one_of = "select min(id) from service"),

    /* rides */
    READS("/accompagnamenti", RIDES),
    FORM("/accompagnamenti/nuovo", RIDES),
    WRITES("/accompagnamenti/nuovo/modifica", RIDES),
    WRITES("/accompagnamenti/nuovo/conferma", RIDES),
    WRITES("/accompagnamenti/nuovo/rifiuto", RIDES),
    WRITES("/accompagnamenti/nuovo/serie", RIDES),
    READS("/accompagnamenti/destinazioni", RIDES),
    FORM("/accompagnamenti/destinazioni/nuova", RIDES),
    FORM("/accompagnamenti/destinazioni/:id", RIDES, .one_of = "select min(id) from destination"),
    READS("/accompagnamenti/scoperti", RIDES),
    READS("/accompagnamenti/conti", RIDES),
    READS("/accompagnamenti/numeri", FIGURES),
    READS("/accompagnamenti/numeri/csv", FIGURES),
    KEEPS("/accompagnamenti/richiamare", RIDES),
    KEEPS("/accompagnamenti/quote", RIDES),
    KEEPS("/accompagnamenti/quote/csv", RIDES),
    READS("/accompagnamenti/se", RIDES, .query = "?weekday=4&half=morning&car=own&weeks=1"),
    READS("/accompagnamenti/persone", RIDERS),
    FORM("/accompagnamenti/persone/nuova", RIDES),
    READS("/accompagnamenti/persone/:id", RIDERS, .subject = RIDER),
    WRITES("/accompagnamenti/persone/:id/volontari", RIDES, .subject = RIDER),
    READS("/accompagnamenti/foglio/:id", RIDES, .subject = DRIVER),
    READS("/accompagnamenti/foglio/:id/pdf", RIDES, .subject = DRIVER),
    FORM("/accompagnamenti/foglio/:id/manda", VOLUNTEERS, .subject = DRIVER),
    FORM("/volontari/:id/collegamento", VOLUNTEERS, .one_of = "select min(id) from volunteer"),
    READS("/turni/:code", PUBLIC, .one_of = "select 'abc'"),
    WRITES("/turni/:code/assenze", PUBLIC, .one_of = "select 'abc'"),
    WRITES("/turni/:code/restituisci", PUBLIC, .one_of = "select 'abc'"),
    WRITES("/turni/:code/ore", PUBLIC, .one_of = "select 'abc'"),
    WRITES("/turni/:code/ore/:id/basta", PUBLIC, .one_of = "select '1'"),
    WRITES("/turni/:code/proposte/:id/ritira", PUBLIC, .one_of = "select '1'"),
    WRITES("/turni/:code/assenze/:id/togli", PUBLIC, .one_of = "select '1'"),
    READS("/foglio/:code", PUBLIC, .one_of = "select 'abc'"),
    WRITES("/foglio/:code/viaggi/:id", PUBLIC, .one_of = "select '1'"),
    WRITES("/accompagnamenti/viaggi/:id/esito", RIDES, .subject = LEG),
    FORM("/accompagnamenti/viaggi/:id/orari", RIDES, .subject = LEG),
    WRITES("/accompagnamenti/viaggi/:id/assegna", RIDES, .subject = LEG),
    WRITES("/accompagnamenti/viaggi/:id/pronta", RIDES, .subject = LEG),
    WRITES("/accompagnamenti/viaggi/:id/chiamata", RIDES, .subject = LEG),
    WRITES("/accompagnamenti/viaggi/:id/tieni", RIDES, .subject = LEG),
    FORM("/accompagnamenti/rivedi", RIDES),
    FORM("/accompagnamenti/viaggi/:id/volontario", RIDES, .subject = LEG),
    FORM("/accompagnamenti/volontari/:id/non-puo", RIDES,
         .one_of = "select min(id) from volunteer"),
    FORM("/accompagnamenti/auto/:id/ferma", RIDES, .one_of = "select min(id) from vehicle"),
    WRITES("/accompagnamenti/auto/:id/ferma/:id/torna", RIDES,
           .one_of = "select min(id) from vehicle"),
    READS("/accompagnamenti/:id", RIDES, .subject = RIDE),
    KEEPS("/accompagnamenti/:id/prenotato", RIDES, .subject = RIDE),
    FORM("/accompagnamenti/:id/sposta", RIDES, .subject = RIDE),
    WRITES("/accompagnamenti/:id/sposta/modifica", RIDES, .subject = RIDE),
    WRITES("/accompagnamenti/:id/sposta/conferma", RIDES, .subject = RIDE),
    FORM("/accompagnamenti/:id/parere", RIDES, .subject = RIDE),
    FORM("/accompagnamenti/:id/annulla", RIDES, .subject = RIDE),
    FORM("/accompagnamenti/:id/correggi", RIDES, .subject = RIDE),

    /* volunteers */
    READS("/volontari", VOLUNTEERS),
    FORM("/volontari/nuovo", VOLUNTEERS),
    FORM("/volontari/auto/nuova", VOLUNTEERS),
    FORM("/volontari/auto/:id", VOLUNTEERS, .one_of = "select min(id) from vehicle"),
    KEEPS("/volontari/proposte", VOLUNTEERS),
    WRITES("/volontari/proposte/:id", VOLUNTEERS, .one_of = "select 1"),
    READS("/volontari/documenti", VOLUNTEERS),
    FORM("/volontari/:id/documenti", VOLUNTEERS, .one_of = "select min(id) from volunteer"),
    FORM("/volontari/auto/:id/documenti", VOLUNTEERS, .one_of = "select min(id) from vehicle"),
    /* One that nobody needs to drive. */
    FORM("/volontari/documenti/:id", VOLUNTEERS,
         .one_of = "select max(id) from paper where kind = 'training'"),
    WRITES("/volontari/documenti/:id/togli", VOLUNTEERS,
           .one_of = "select max(id) from paper where kind = 'training'"),
    FORM("/volontari/:id/modifica", VOLUNTEERS, .one_of = "select min(id) from volunteer"),
    /* One whom the fewest promises bind: whose hours can be taken away at once. */
    READS("/volontari/:id", VOLUNTEERS,
          .one_of = "select v.id from volunteer v order by (select count(*) from ride r"
                    " join ride_leg l on l.ride_id = r.id where l.volunteer_id = v.id"
                    " and r.state = 'booked' and l.outcome is null), v.id limit 1"),
    WRITES("/volontari/:id/orari", VOLUNTEERS, .one_of = "select min(id) from volunteer"),
    FORM("/volontari/:id/orari/:id", VOLUNTEERS, .one_of = "select 1"),
    WRITES("/volontari/:id/orari/:id/togli", VOLUNTEERS, .one_of = "select 1"),
    WRITES("/volontari/:id/assenze", VOLUNTEERS, .one_of = "select min(id) from volunteer"),
    FORM("/volontari/:id/assenze/:id", VOLUNTEERS,
         .one_of = "select min(id) from volunteer_absence"
                   " where id = volunteer_id and to_day > '2026-11-23'"),
    WRITES("/volontari/:id/assenze/:id/togli", VOLUNTEERS, .one_of = "select 1"),

    /* what the volunteers' body keeps for itself */
    READS("/volontari/ore", VOLUNTEERING),
    READS("/volontari/ore/csv", VOLUNTEERING),
    FORM("/volontari/:id/ore", VOLUNTEERING, .one_of = "select min(id) from volunteer"),
    FORM("/volontari/ore/:id", VOLUNTEERING, .one_of = "select min(id) from volunteer_activity"),
    WRITES("/volontari/ore/:id/togli", VOLUNTEERING,
           .one_of = "select min(id) from volunteer_activity"),
    READS("/volontari/registro", VOLUNTEERING),
    READS("/volontari/registro/csv", VOLUNTEERING),
    READS("/volontari/registro/pdf", VOLUNTEERING),
    FORM("/volontari/:id/registro", VOLUNTEERING, .one_of = "select min(id) from volunteer"),
    READS("/volontari/:id/attestato", VOLUNTEERING, .one_of = "select min(id) from volunteer"),
    READS("/volontari/rimborsi", VOLUNTEERING),
    READS("/volontari/rimborsi/csv", VOLUNTEERING),
    FORM("/volontari/:id/rimborsi", VOLUNTEERING, .one_of = "select min(id) from volunteer"),
    READS("/volontari/rimborsi/:id", VOLUNTEERING,
          .one_of = "select min(id) from refund where state = 'asked'"),
    READS("/volontari/rimborsi/:id/pdf", VOLUNTEERING, .one_of = "select min(id) from refund"),
    WRITES("/volontari/rimborsi/:id/esito", VOLUNTEERING,
           .one_of = "select min(id) from refund where state = 'asked'"),

    /* who may know of whom: at last, as this changes what the others show */
    FORM("/persone/:id/riservatezza", CIRCLE, .subject = PERSON),
    WRITES("/persone/:id/riservatezza/fine", CIRCLE, .subject = PERSON),
    WRITES("/persone/:id/riservatezza/concedi", CIRCLE, .subject = PERSON),
    WRITES("/persone/:id/riservatezza/togli", CIRCLE, .subject = PERSON),
};
const size_t OFFICE_PAGE_COUNT = sizeof OFFICE_PAGES / sizeof OFFICE_PAGES[0];

bool office_knows(const struct office_role *role, enum plant_kind kind)
{
    if (kind == PLANT_RESTRICTED)
        return role->in_circle;
    return role->own == PLANT_COUNT || role->own == kind;
}

bool office_page_posts(const struct office_page *page)
{
    return strncmp(page->route, "POST ", 5) == 0;
}

const struct office_page *office_page_of(const struct route *route)
{
    char name[OFFICE_PATH_MAX];

    snprintf(name, sizeof(name), "%s %s", route->method == WEB_GET ? "GET" : "POST",
             route->pattern);
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++) {
        if (strcmp(OFFICE_PAGES[i].route, name) == 0)
            return &OFFICE_PAGES[i];
    }
    return NULL;
}

int64_t office_subject_id(const struct plant *plant, enum office_subject subject)
{
    switch (subject) {
    case PERSON:
        return plant->person_id;
    case RIDER:
        return plant->ride_id ? plant->person_id : 0;
    case CONTACT:
        return plant->contact_id;
    case RIDE:
        return plant->ride_id;
    case LEG:
        return plant->leg_id;
    case DRIVER:
        return plant->volunteer_id;
    case NOTHING:
        break;
    }
    return 0;
}

/* What stands for ":id" or ":code". */
static void path_value(struct test_house *h, const struct office_page *page,
                       const struct plant *plant, char ret_value[100])
{
    int64_t id = 0;

    if (page->one_of && strstr(page->route, ":code")) {
        snprintf(ret_value, 100, "%s", house_text(h, page->one_of));
        return;
    }
    id = page->one_of ? house_count(h, page->one_of) : office_subject_id(plant, page->subject);
    snprintf(ret_value, 100, "%lld", (long long)id);
}

void office_path(struct test_house *h, const struct office_page *page, const struct plant *plant,
                 char ret_path[OFFICE_PATH_MAX])
{
    char value[100];
    size_t length = 0;

    path_value(h, page, plant, value);
    for (const char *at = strchr(page->route, ' ') + 1; *at;) {
        size_t plain = strcspn(at, ":");

        length += (size_t)snprintf(ret_path + length, OFFICE_PATH_MAX - length, "%.*s%s",
                                   (int)plain, at, at[plain] ? value : "");
        at += plain;
        at += strcspn(at, "/");
    }
    if (page->subject == DRIVER)
        snprintf(ret_path + length, OFFICE_PATH_MAX - length, "?giorno=%s", plant->day);
    else if (page->query)
        snprintf(ret_path + length, OFFICE_PATH_MAX - length, "%s", page->query);
}

const struct office_role *office_role_for(const struct office_page *page)
{
    for (size_t i = 0; i < OFFICE_ROLE_COUNT; i++) {
        const struct office_role *role = &OFFICE_ROLES[i];

        if ((page->writes ? role->writes : role->reads) & page->column &&
            office_knows(role, PLANT_OWN))
            return role;
    }
    return NULL;
}

void office_enter(struct test_house *h, const struct office_role *role, struct visitor *ret_visitor)
{
    if (*role->username)
        house_enter_at(h, role->username, role->stage ? role->stage : SESSION_OPEN, ret_visitor);
    else
        house_nobody(ret_visitor);
}
