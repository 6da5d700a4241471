#include "support/plant.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "people/person_change.h"
#include "rides/rides.h"
#include "staff/actor.h"

struct text {
    const char *surname;
    const char *words;
    const char *name;
    const char *address;
    const char *phone;
    const char *phone_shown; /* part of it, without spaces */
    const char *email;
    const char *caller;
    const char *notes;
    const char *former;
    const char *guardian;
    const char *boarding;
    const char *place;
    const char *user;
};

static const struct text TEXTS[PLANT_COUNT] = {
    [PLANT_OWN] = {"Quaglimarchi", "quaglimarch ersilia", "Ersilia", "Via dei Quarzi Proprii 81",
                   "+393009910011", "9910011", "ersilia@proprii.example", "Chiamante Propriani",
                   "nota-propria-alfa", "nota-propria-prima", "Tutore Propriesi",
                   "salita-propria-alfa", "Arrone", "anna.esposito"},
    [PLANT_OTHER] = {"Zolfanebbi", "zolfanebb casimira", "Casimira", "Via degli Zolfi Altrui 82",
                     "+393009920022", "9920022", "casimira@altrui.example", "Chiamante Altruini",
                     "nota-altrui-beta", "nota-altrui-prima", "Tutore Altruesi",
                     "salita-altrui-beta", "San Gemini", "paolo.fratini"},
    [PLANT_RESTRICTED] = {"Vipermorani", "vipermoran nicodema", "Nicodema",
                          "Via dei Velati Nascosti 83", "+393009930033", "9930033",
                          "nicodema@nascosti.example", "Chiamante Nascostini",
                          "nota-nascosta-gamma", "nota-nascosta-prima", "Tutore Nascostesi",
                          "salita-nascosta-gamma", "Arrone", "giulia.ricci"},
};

static void must(enum status status, const char *what)
{
    if (status != OK)
        fail_msg("%s: %s", what, status_name(status));
}

static int64_t id_of(struct test_house *h, const char *table, const char *column, const char *value)
{
    char sql[160];

    snprintf(sql, sizeof(sql), "select min(id) from %s where %s = '%s'", table, column, value);
    return house_count(h, sql);
}

struct planting {
    const struct text *text;
    struct plant *plant;
    struct contact_draft contact;
    struct ride_wish wish;
    int64_t place_id;
    int64_t granted_id; /* the user who is let into the circle */
};

static enum status plant_person(struct ctx *tx, void *args)
{
    struct planting *planting = args;
    const struct text *text = planting->text;
    struct date today = instant_date(tx->now);
    struct person_draft draft = person_draft_new();
    struct person_draft other;
    struct person_protection protection = {.kind = "support_administration",
                                           .decree_date = today,
                                           .holder_name = text->guardian,
                                           .holder_phone = text->phone,
                                           .from = today};

    draft.surname = text->surname;
    draft.name = text->name;
    draft.place_id = planting->place_id;
    draft.address = text->address;
    draft.email = text->email;
    draft.phones[0] = text->phone;
    other = draft;
    other.name = "Filippo";
    TRY(person_create(tx, &draft, &planting->plant->person_id));
    TRY(person_create(tx, &other, &planting->plant->household_id));
    protection.person_id = planting->plant->person_id;
    TRY(person_declare(tx, protection.person_id, "lives_alone", "yes", "self", today));
    TRY(person_declare(tx, protection.person_id, "autonomy", "self_sufficient", "self", today));
    return person_protect(tx, &protection, &(int64_t){0});
}

/* The contact is corrected once, so that there is a former text too. */
static enum status plant_contact(struct ctx *tx, void *args)
{
    struct planting *planting = args;
    const struct text *text = planting->text;
    struct contact_draft draft = {
        .at = tx->now,
        .office_id = tx->actor->office_id,
        .channel = "phone",
        .reason = "spontaneous",
        .caller_kind = "relative",
        .caller_name = text->caller,
        .caller_phone = text->phone,
        .person_id = planting->plant->person_id,
        .place_id = planting->place_id,
        .notes = text->former,
        .minutes = 10,
        .needs = {{.need = "health_doctor"}},
        .need_count = 1,
        .responses = {{.response = "listening"}},
        .response_count = 1,
        .call_back_on = instant_date(tx->now),
        .call_back_at = {12 * 60},
        .call_back_phone = text->phone,
        .call_back_what = text->caller,
    };

    TRY(contact_record(tx, &draft, &planting->plant->contact_id, &(int64_t){0}));
    draft.notes = text->notes;
    return contact_correct(tx, planting->plant->contact_id, 1, &draft, "scritto meglio");
}

static enum status plant_ride(struct ctx *tx, void *args)
{
    struct planting *planting = args;
    struct ride_answer answer;

    return ride_book(tx, &planting->wish, NULL, &answer, &planting->plant->ride_id, &(int64_t){0});
}

/* The first time at which somebody can drive. */
static void book(struct test_house *h, struct planting *planting)
{
    struct date today = instant_date(h->store.ctx.now);
    enum status status = ERR_CONFLICT;

    planting->wish = (struct ride_wish){
        .person_id = planting->plant->person_id,
        .office_id = id_of(h, "office", "code", "valnerina"),
        .destination_id = id_of(h, "destination", "kind", "health_centre"),
        .called_at = h->store.ctx.now,
        .return_kind = RIDE_RETURN_NONE,
        .return_at = CLOCK_NONE,
        .mobility_aid = "none",
        .boarding_minutes = 5,
        .boarding_notes = planting->text->boarding,
    };
    for (int day = 2; day < 30 && status == ERR_CONFLICT; day++) {
        planting->wish.day = date_add_days(today, day);
        for (int quarter = 36; quarter < 46 && status == ERR_CONFLICT; quarter++) {
            planting->wish.appointment = (struct clock_time){quarter * 15};
            status = house_write_as(h, planting->text->user, plant_ride, planting);
        }
    }
    must(status, "a ride for the plant");
}

static enum status restrict_person(struct ctx *tx, void *args)
{
    struct planting *planting = args;
    const int64_t ids[] = {planting->plant->person_id, planting->plant->household_id};

    for (size_t i = 0; i < 2; i++) {
        TRY(person_restrict_to_circle(tx, ids[i], "violence"));
        TRY(person_grant_circle(tx, ids[i], planting->granted_id));
    }
    return OK;
}

static void find_leg(struct test_house *h, struct plant *plant)
{
    char sql[160];

    snprintf(sql, sizeof(sql), "select min(id) from ride_leg where ride_id = %lld",
             (long long)plant->ride_id);
    plant->leg_id = house_count(h, sql);
    snprintf(sql, sizeof(sql), "select min(volunteer_id) from ride_leg where ride_id = %lld",
             (long long)plant->ride_id);
    plant->volunteer_id = house_count(h, sql);
    snprintf(sql, sizeof(sql), "select on_day from ride where id = %lld",
             (long long)plant->ride_id);
    snprintf(plant->day, sizeof(plant->day), "%s", house_text(h, sql));
}

static void plant_one(struct test_house *h, enum plant_kind kind, struct plant *ret_plant)
{
    const struct text *text = &TEXTS[kind];
    struct planting planting = {.text = text, .plant = ret_plant};

    *ret_plant = (struct plant){.marks = {[MARK_SURNAME] = text->surname,
                                          [MARK_ADDRESS] = text->address,
                                          [MARK_PHONE] = text->phone_shown,
                                          [MARK_EMAIL] = text->email,
                                          [MARK_GUARDIAN] = text->guardian,
                                          [MARK_CALLER] = text->caller,
                                          [MARK_NOTES] = text->notes,
                                          [MARK_FORMER] = text->former,
                                          [MARK_BOARDING] = text->boarding},
                                .words = text->words};
    planting.place_id = id_of(h, "place", "name", text->place);
    must(house_write_as(h, text->user, plant_person, &planting), text->surname);
    must(house_write_as(h, text->user, plant_contact, &planting), text->notes);
    if (kind != PLANT_OTHER) {
        book(h, &planting);
        find_leg(h, ret_plant);
    }
    if (kind != PLANT_RESTRICTED)
        return;
    planting.granted_id = id_of(h, "staff_user", "username", "giulia.ricci");
    must(house_write_as(h, "marta.leoni", restrict_person, &planting), "restrict");
}

void plant_all(struct test_house *h, struct plant ret_plants[PLANT_COUNT])
{
    for (enum plant_kind kind = 0; kind < PLANT_COUNT; kind++)
        plant_one(h, kind, &ret_plants[kind]);
}
