#include "base/text.h"
#include "demo/inside.h"
#include "staff/staff.h"
#include "zone/zone.h"

enum { EVERY_WEEK = 0 };

#define AT(hour, minute) ((hour)*60 + (minute))

struct demo_opening {
    bool in_san_gemini; /* else of the Valnerina office */
    const char *line;
    int place; /* index of DEMO_PLACES; -1: a telephone line */
    int weekday;
    int week_of_month; /* or EVERY_WEEK */
    int opens;
    int closes;
};

static const struct demo_opening OPENINGS[] = {
    {false, "desk", DEMO_ARRONE, MONDAY, EVERY_WEEK, AT(9, 0), AT(12, 0)},
    {false, "desk", DEMO_ARRONE, MONDAY, EVERY_WEEK, AT(15, 0), AT(18, 0)},
    {false, "desk", DEMO_FERENTILLO, TUESDAY, EVERY_WEEK, AT(9, 0), AT(12, 0)},
    {false, "desk", DEMO_MONTEFRANCO, WEDNESDAY, EVERY_WEEK, AT(9, 0), AT(12, 0)},
    {false, "desk", DEMO_ARRONE, THURSDAY, EVERY_WEEK, AT(9, 0), AT(12, 0)},
    {false, "desk", DEMO_ARRONE, THURSDAY, EVERY_WEEK, AT(15, 0), AT(18, 0)},
    {false, "desk", DEMO_POLINO, FRIDAY, 1, AT(10, 0), AT(12, 0)},
    {true, "desk", DEMO_SAN_GEMINI, WEDNESDAY, EVERY_WEEK, AT(9, 0), AT(12, 0)},
};

static enum status add_municipalities(struct ctx *tx, int64_t ids[DEMO_MUNICIPALITY_COUNT])
{
    for (int i = 0; i < DEMO_MUNICIPALITY_COUNT; i++) {
        const struct demo_municipality *m = &DEMO_MUNICIPALITIES[i];
        bool lead = m->code[0] == 'L'; /* Terni, L117 */
        TRY(zone_add_municipality(tx, m->code, m->name, lead, &ids[i]));
    }
    return OK;
}

static int64_t municipality_id(const int64_t *ids, const char *code)
{
    for (int i = 0; i < DEMO_MUNICIPALITY_COUNT; i++)
        if (text_equal(DEMO_MUNICIPALITIES[i].code, code))
            return ids[i];
    return 0;
}

static enum status add_places(struct ctx *tx, struct demo *demo, const int64_t *municipalities)
{
    for (int i = 0; i < DEMO_PLACE_COUNT; i++) {
        const struct demo_place *place = &DEMO_PLACES[i];
        const struct place_insert_args row = {
            .municipality_id = municipality_id(municipalities, place->municipality),
            .name = place->name,
            .kind = place->kind,
            .latitude_micro = place->latitude_micro,
            .longitude_micro = place->longitude_micro,
        };
        struct holiday_insert_args saint = {
            .name = place->saint,
            .month = place->saint_month,
            .day = place->saint_day,
            .easter_days = SQL_INT_NONE,
            .valid_from = date_of(1950, 1, 1),
            .valid_to = DATE_NONE,
        };
        int64_t id;
        TRY(zone_add_place(tx, &row, &demo->places[i]));
        saint.place_id = demo->places[i];
        TRY(zone_add_holiday(tx, &saint, &id));
    }
    return OK;
}

static enum status add_offices(struct ctx *tx, struct demo *demo)
{
    const struct office_insert_args valnerina = {
        .code = "valnerina",
        .name = "Ufficio della Cittadinanza Valnerina",
        .place_id = demo->places[DEMO_ARRONE],
        .address = "Via della Resistenza, 2",
        .phone = "+39074400101",
        .email = "ufficio.valnerina@example.org",
        .about = "La porta di accesso ai servizi sociali e sociosanitari: ascolta, informa e "
                 "accompagna verso il servizio giusto.",
    };
    const struct office_insert_args san_gemini = {
        .code = "san-gemini",
        .name = "Ufficio della Cittadinanza San Gemini",
        .place_id = demo->places[DEMO_SAN_GEMINI],
        .address = "Piazza San Francesco, 9",
        .phone = "+39074400121",
        .email = "ufficio.sangemini@example.org",
        .about = "Lo sportello sociale di San Gemini.",
    };
    TRY(zone_add_office(tx, &valnerina, demo->places, DEMO_VALNERINA_PLACES, &demo->valnerina));
    return zone_add_office(tx, &san_gemini, &demo->places[DEMO_SAN_GEMINI], 1, &demo->san_gemini);
}

static enum status add_opening(struct ctx *tx, const struct demo *demo,
                               const struct demo_opening *opening)
{
    int64_t id;
    const struct opening_insert_args row = {
        .office_id = opening->in_san_gemini ? demo->san_gemini : demo->valnerina,
        .line = opening->line,
        .place_id = opening->place < 0 ? 0 : demo->places[opening->place],
        .weekday = opening->weekday,
        .week_of_month =
            opening->week_of_month == EVERY_WEEK ? SQL_INT_NONE : opening->week_of_month,
        .opens = {opening->opens},
        .closes = {opening->closes},
        .valid_from = date_of(2020, 1, 1),
        .valid_to = DATE_NONE,
    };
    return zone_add_opening(tx, &row, &id);
}

static enum status add_openings(struct ctx *tx, const struct demo *demo)
{
    for (size_t i = 0; i < sizeof OPENINGS / sizeof OPENINGS[0]; i++)
        TRY(add_opening(tx, demo, &OPENINGS[i]));
    for (int day = MONDAY; day <= FRIDAY; day++) { /* the Filo d'Argento */
        const struct demo_opening morning = {false,      "rides",  -1,       day,
                                             EVERY_WEEK, AT(9, 0), AT(12, 0)};
        const struct demo_opening afternoon = {false,      "rides",   -1,       day,
                                               EVERY_WEEK, AT(15, 0), AT(18, 0)};
        TRY(add_opening(tx, demo, &morning));
        TRY(add_opening(tx, demo, &afternoon));
    }
    return OK;
}

/* The week of Ferragosto, this year's and the last one's, and next year's too. */
static enum status add_closures(struct ctx *tx, const struct demo *demo)
{
    int year = date_year(demo->today);
    for (int y = year - 1; y <= year + 1; y++) {
        int64_t id;
        const struct closure_insert_args summer = {
            .name = "Chiusura estiva",
            .line = "desk",
            .first_day = date_of(y, 8, 10),
            .last_day = date_of(y, 8, 16),
        };
        TRY(zone_add_closure(tx, &summer, &id));
    }
    return OK;
}

static enum status make_zone(struct ctx *tx, struct demo *demo)
{
    int64_t municipalities[DEMO_MUNICIPALITY_COUNT];
    const struct zone_insert_args zone = {
        .name = "Zona Sociale 10",
        .controller = "Comune di Terni",
        .demonstration = true,
        .second_factor = false,
        .created_at = tx->now,
    };
    TRY(zone_create(tx, &zone));
    TRY(add_municipalities(tx, municipalities));
    TRY(add_places(tx, demo, municipalities));
    TRY(add_offices(tx, demo));
    TRY(add_openings(tx, demo));
    return add_closures(tx, demo);
}

enum status demo_make_zone(struct ctx *tx, struct demo *demo)
{
    struct ctx system;
    const struct actor *actor;
    struct instant start = instant_at(date_add_days(demo->today, -400), (struct clock_time){480});
    system = demo_as(tx, NULL, start);
    TRY(staff_system_create(&system));
    TRY(staff_system_actor(&system, &actor));
    system = demo_as(tx, actor, start);
    TRY(make_zone(&system, demo));
    return demo_make_staff(&system, demo);
}
