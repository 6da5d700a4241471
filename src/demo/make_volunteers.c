#include "demo/inside.h"
#include "demo_sql.h"
#include "rides/rides.h"
#include "volunteers/papers.h"
#include "volunteers/volunteers.h"
#include "zone/zone.h"

#define AT(hour, minute) ((hour)*60 + (minute))

/* Weekdays as a set of bits: 1 << MONDAY and so on. */
enum {
    MON = 1 << MONDAY,
    TUE = 1 << TUESDAY,
    WED = 1 << WEDNESDAY,
    THU = 1 << THURSDAY,
    FRI = 1 << FRIDAY,
    EVERY_DAY = MON | TUE | WED | THU | FRI,
};

struct demo_volunteer {
    const char *surname;
    const char *name;
    int place;
    int mornings;    /* weekdays, 8:00-13:00 */
    int afternoons;  /* weekdays, 14:30-18:30 */
    const char *car; /* own; NULL: drives the association's */
    int seats;
};

static const struct demo_volunteer VOLUNTEERS[] = {
    {"Fabbri", "Mario", DEMO_ARRONE, EVERY_DAY, 0, "Fiat Panda di Mario", 3},
    {"Sensini", "Rosanna", DEMO_ARRONE, MON | WED | FRI, 0, "Toyota Yaris di Rosanna", 3},
    {"Lattanzi", "Ennio", DEMO_ARRONE, TUE | THU, MON | THU, NULL, 0},
    {"Magrini", "Carla", DEMO_FERENTILLO, MON | TUE | THU, 0, "Fiat Punto di Carla", 3},
    {"Polidori", "Franco", DEMO_FERENTILLO, EVERY_DAY, TUE, "Dacia Sandero di Franco", 3},
    {"Onofri", "Silvano", DEMO_MONTEFRANCO, WED | THU | FRI, 0, "Renault Clio di Silvano", 3},
    {"Tini", "Graziella", DEMO_MONTEFRANCO, MON | TUE, WED, NULL, 0},
    {"Raggi", "Armando", DEMO_POLINO, TUE | FRI, 0, "Suzuki Jimny di Armando", 2},
    {"Severini", "Luciana", DEMO_COLLESTATTE, MON | WED | FRI, MON | WED, "Opel Corsa di Luciana",
     3},
    {"Cavalletti", "Piero", DEMO_TORREORSINA, TUE | THU, 0, NULL, 0},
};
enum { VOLUNTEER_COUNT = sizeof VOLUNTEERS / sizeof VOLUNTEERS[0] };

struct demo_destination {
    const char *name;
    const char *kind;
    int place;
    const char *address;
    int latitude_micro;
    int longitude_micro;
};

static const struct demo_destination DESTINATIONS[] = {
    {"Centro di salute di Arrone", "health_centre", DEMO_ARRONE, "Via Matteotti, 18", 42582300,
     12769100},
    {"Ambulatorio medico di Arrone", "surgery", DEMO_ARRONE, "Via IV Novembre, 6", 42584100,
     12766400},
    {"Ambulatorio medico di Ferentillo", "surgery", DEMO_FERENTILLO, "Via della Vittoria, 30",
     42620600, 12788200},
    {"Ambulatorio medico di Montefranco", "surgery", DEMO_MONTEFRANCO, "Via di Fontechiaruccia, 12",
     42590100, 12762300},
    {"Ambulatorio medico di Collestatte", "surgery", DEMO_COLLESTATTE, "Via del Piano, 9", 42559200,
     12726300},
    {"Ufficio postale di Arrone", "post_office", DEMO_ARRONE, "Piazza Garibaldi, 10", 42583900,
     12768000},
    {"Ufficio postale di Ferentillo", "post_office", DEMO_FERENTILLO, "Via Circonvallazione, 3",
     42621400, 12789600},
    {"Ufficio postale di Collestatte", "post_office", DEMO_COLLESTATTE, "Via Nera, 22", 42560600,
     12724800},
    /* Asked for again and again, and not served: the last, so that rides are not made for it. */
    {"Ospedale Santa Maria di Terni", "hospital", DEMO_TERNI, "Viale Tristano di Joannuccio, 1",
     42557400, 12655600},
};

/* A kind of destination that the rules do not name: a zone may, one day. */
static enum status add_hospitals(struct ctx *tx)
{
    return codes_add(tx, &(struct code_insert_args){.list = "ride_purpose",
                                                    .code = "hospital",
                                                    .label_it = "Ospedale",
                                                    .label_en = "Hospital",
                                                    .position = 4});
}

static enum status add_destinations(struct ctx *tx, struct demo *demo)
{
    demo->destination_count = sizeof DESTINATIONS / sizeof DESTINATIONS[0];
    TRY(add_hospitals(tx));
    for (size_t i = 0; i < demo->destination_count; i++) {
        const struct demo_destination *from = &DESTINATIONS[i];
        const struct destination_insert_args row = {
            .name = from->name,
            .kind = from->kind,
            .place_id = demo->places[from->place],
            .address = from->address,
            .latitude_micro = from->latitude_micro,
            .longitude_micro = from->longitude_micro,
            .boarding_minutes = 3,
        };
        TRY(destination_create(tx, &row, &demo->destinations[i]));
    }
    return OK;
}

/* Minutes and hectometres between the squares, as driven; the same both ways. */
static const struct {
    int from;
    int to;
    int minutes;
    int hectometres;
} ROADS[] = {
    {DEMO_ARRONE, DEMO_FERENTILLO, 8, 65},        {DEMO_ARRONE, DEMO_MONTEFRANCO, 9, 50},
    {DEMO_ARRONE, DEMO_POLINO, 20, 105},          {DEMO_ARRONE, DEMO_TORREORSINA, 8, 55},
    {DEMO_ARRONE, DEMO_COLLESTATTE, 10, 80},      {DEMO_FERENTILLO, DEMO_MONTEFRANCO, 10, 75},
    {DEMO_FERENTILLO, DEMO_POLINO, 27, 160},      {DEMO_FERENTILLO, DEMO_TORREORSINA, 13, 110},
    {DEMO_FERENTILLO, DEMO_COLLESTATTE, 16, 135}, {DEMO_MONTEFRANCO, DEMO_POLINO, 27, 150},
    {DEMO_MONTEFRANCO, DEMO_TORREORSINA, 12, 80}, {DEMO_MONTEFRANCO, DEMO_COLLESTATTE, 14, 100},
    {DEMO_POLINO, DEMO_TORREORSINA, 26, 160},     {DEMO_POLINO, DEMO_COLLESTATTE, 29, 180},
    {DEMO_TORREORSINA, DEMO_COLLESTATTE, 5, 30},
};

static enum status add_roads(struct ctx *tx, const struct demo *demo)
{
    for (size_t i = 0; i < sizeof ROADS / sizeof ROADS[0]; i++) {
        struct demo_travel_time_insert_args row = {
            .from_place_id = demo->places[ROADS[i].from],
            .to_place_id = demo->places[ROADS[i].to],
            .minutes = ROADS[i].minutes,
            .metres = ROADS[i].hectometres * 100,
            .measured_on = instant_date(tx->now),
        };
        TRY(demo_travel_time_insert(tx, &row));
        row.from_place_id = demo->places[ROADS[i].to];
        row.to_place_id = demo->places[ROADS[i].from];
        TRY(demo_travel_time_insert(tx, &row));
    }
    return OK;
}

static enum status add_hours(struct ctx *tx, int64_t id, int weekdays, int starts, int ends)
{
    for (int day = MONDAY; day <= FRIDAY; day++) {
        if (!(weekdays & (1 << day)))
            continue;
        const struct volunteer_hours_insert_args row = {
            .volunteer_id = id,
            .weekday = day,
            .starts = {starts},
            .ends = {ends},
            .valid_from = instant_date(tx->now),
            .valid_to = DATE_NONE,
        };
        TRY(volunteer_add_hours(tx, &row));
    }
    return OK;
}

static enum status add_car(struct ctx *tx, const char *name, const struct demo_place *at,
                           struct vehicle_insert_args car, int64_t *ret_id)
{
    car.name = name;
    car.folding_wheelchairs = 1;
    car.latitude_micro = at->latitude_micro;
    car.longitude_micro = at->longitude_micro;
    car.from_date = instant_date(tx->now);
    car.to_date = DATE_NONE;
    return vehicle_create(tx, &car, ret_id);
}

static enum status add_volunteer(struct ctx *tx, const struct demo *demo, int64_t auser, size_t i,
                                 int64_t *ret_id)
{
    const struct demo_volunteer *from = &VOLUNTEERS[i];
    const struct demo_place *place = &DEMO_PLACES[from->place];
    const struct volunteer_insert_args row = {
        .organization_id = auser,
        .surname = from->surname,
        .name = from->name,
        .phone = arena_printf(tx->arena, "+39300000%04d", (int)i + 1),
        .place_id = demo->places[from->place],
        .address = place->streets.items[i % place->streets.count],
        .latitude_micro = place->latitude_micro,
        .longitude_micro = place->longitude_micro,
        .from_date = instant_date(tx->now),
        .to_date = DATE_NONE,
    };
    TRY(volunteer_create(tx, &row, ret_id));
    TRY(add_hours(tx, *ret_id, from->mornings, AT(8, 0), AT(13, 0)));
    return add_hours(tx, *ret_id, from->afternoons, AT(14, 30), AT(18, 30));
}

/* Their own car, or the association's, which they share and fetch in Arrone. */
static enum status give_car(struct ctx *tx, const struct demo *demo, size_t i, int64_t volunteer,
                            int64_t shared_car, int64_t *ret_car)
{
    const struct demo_volunteer *from = &VOLUNTEERS[i];
    const struct vehicle_insert_args own = {.owner_volunteer_id = volunteer,
                                            .seats = from->seats,
                                            .place_id = demo->places[from->place]};
    *ret_car = shared_car;
    if (from->car)
        TRY(add_car(tx, from->car, &DEMO_PLACES[from->place], own, ret_car));
    return vehicle_allow(tx, volunteer, *ret_car);
}

/* A paper for as long as the demo looks back, to `to_day` days from today. */
static enum status add_paper(struct ctx *tx, const struct demo *demo, struct paper_owner owner,
                             const char *kind, const char *number, int to_day)
{
    enum { BEFORE_ALL = -400 };
    const struct paper_insert_args row = {
        .volunteer_id = owner.volunteer_id,
        .vehicle_id = owner.vehicle_id,
        .kind = kind,
        .number = number,
        .from_date = date_add_days(demo->today, BEFORE_ALL),
        .to_date = date_add_days(demo->today, to_day),
    };
    int64_t id;
    return paper_add(tx, &row, &id);
}

/* All in order, but a licence and the shared car's policy are soon to be renewed. */
static enum status add_papers(struct ctx *tx, const struct demo *demo, const int64_t *volunteers,
                              int64_t shared_car, const int64_t *cars)
{
    enum { LICENCE_SOON = 2, SOON_DAYS = 24, AHEAD_DAYS = 47, INSURED_DAYS = 220 };
    for (int i = 0; i < VOLUNTEER_COUNT; i++) {
        const struct paper_owner who = {.volunteer_id = volunteers[i]};
        const struct paper_owner car = {.vehicle_id = cars[i]};
        TRY(add_paper(tx, demo, who, "licence", arena_printf(tx->arena, "U1X%05dT", 4117 + i * 731),
                      i == LICENCE_SOON ? SOON_DAYS : 300 + i * 97));
        TRY(add_paper(tx, demo, who, "insurance", "AUSER-2026-10", INSURED_DAYS));
        if (cars[i] != shared_car)
            TRY(add_paper(tx, demo, car, "policy",
                          arena_printf(tx->arena, "RCA %06d", 310200 + i * 57), 90 + i * 21));
    }
    TRY(add_paper(tx, demo, (struct paper_owner){.volunteer_id = volunteers[0]}, "training",
                  "PS-118", 2 * INSURED_DAYS));
    return add_paper(tx, demo, (struct paper_owner){.vehicle_id = shared_car}, "policy",
                     "RCA 300177", AHEAD_DAYS);
}

/* Somebody is always away: one week each, spread over the year behind and the month ahead. */
static enum status add_absences(struct ctx *tx, const struct demo *demo, const int64_t *volunteers)
{
    struct chance chance = chance_from(demo->seed, "absences");
    for (int i = 0; i < VOLUNTEER_COUNT; i++) {
        struct date from = date_add_days(demo->today, chance_between(&chance, -300, 20));
        int64_t id;
        const struct volunteer_absence_insert_args row = {
            .volunteer_id = volunteers[i],
            .from_day = from,
            .to_day = date_add_days(from, 6),
            .starts = CLOCK_NONE,
            .ends = CLOCK_NONE,
            .note = "ferie",
        };
        TRY(volunteer_add_absence(tx, &row, &id));
    }
    return OK;
}

enum status demo_make_volunteers(struct ctx *tx, struct demo *demo)
{
    int64_t volunteers[VOLUNTEER_COUNT], cars[VOLUNTEER_COUNT], shared_car,
        auser = demo_organization_id(demo, "auser-terni");
    const struct vehicle_insert_args shared = {
        .owner_organization_id = auser, .seats = 4, .place_id = demo->places[DEMO_ARRONE]};
    struct instant start =
        instant_at(date_add_days(demo->today, -378), (struct clock_time){10 * 60});
    struct ctx as = demo_as(tx, demo->users[DEMO_RIDES_COORDINATOR], start);
    TRY(add_destinations(&as, demo));
    TRY(add_roads(&as, demo));
    TRY(add_car(&as, "Fiat Doblò AUSER", &DEMO_PLACES[DEMO_ARRONE], shared, &shared_car));
    for (size_t i = 0; i < VOLUNTEER_COUNT; i++) {
        TRY(add_volunteer(&as, demo, auser, i, &volunteers[i]));
        TRY(give_car(&as, demo, i, volunteers[i], shared_car, &cars[i]));
    }
    TRY(add_papers(&as, demo, volunteers, shared_car, cars));
    return add_absences(&as, demo, volunteers);
}
