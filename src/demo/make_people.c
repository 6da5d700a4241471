#include "base/text.h"
#include "demo/inside.h"
#include "people/person_change.h"
#include "staff/actor.h"

enum { PROTECTED_IN_1000 = 8, HISTORY_DAYS = 380 };

struct maker {
    struct chance chance;
    struct demo *demo;
    int64_t first_id; /* first person of the household at hand */
    int household;
};

/* Old people often leave a daughter's or a neighbour's number too. */
static void second_phone(struct maker *make, struct arena *arena, struct person_draft *draft)
{
    static const char *const WHO[] = {"figlia Carla", "figlio Marco", "vicina di casa",
                                      "nipote Sara", "sorella Ada"};
    if (!draft->phones[0] || !chance_percent(&make->chance, 45))
        return;
    draft->phones[1] = arena_printf(arena, "+39300%07d", chance_below(&make->chance, 10000000));
    draft->phone_labels[1] = WHO[chance_below(&make->chance, sizeof WHO / sizeof WHO[0])];
}

static enum status create(struct ctx *tx, struct maker *make, struct demo_person *person)
{
    struct person_draft draft = {
        .surname = person->surname,
        .name = person->name,
        .birth_date = person->birth,
        .birth_place_code = person->birthplace,
        .sex = person->sex == 'F' ? "F" : "M",
        .citizenship_code = person->citizenship,
        .tax_code = person->code,
        .place_id = make->demo->places[person->place],
        .address = person->address,
        .latitude_micro = person->latitude_micro,
        .longitude_micro = person->longitude_micro,
        .phones = {person->phone},
        .rider = person->rider,
    };
    if (date_age(person->birth, make->demo->today) > 74)
        second_phone(make, tx->arena, &draft);
    return person_create(tx, &draft, &person->id);
}

/* The first of a household waits for others; who lives alone has none. */
static enum status join_household(struct ctx *tx, struct maker *make,
                                  const struct demo_person *person)
{
    if (person->household != make->household) {
        make->household = person->household;
        make->first_id = person->id;
        return OK;
    }
    return household_join(tx, make->first_id, person->id, person->relation, instant_date(tx->now));
}

static enum status declare(struct ctx *tx, struct maker *make, const struct demo_person *person)
{
    struct date on = date_add_days(make->demo->today, -chance_between(&make->chance, 5, 330));
    bool old = date_age(person->birth, make->demo->today) >= 65;
    if (person->autonomy)
        TRY(person_declare(tx, person->id, "autonomy", person->autonomy, "self", on));
    if (old && (person->rider || chance_percent(&make->chance, 60)))
        TRY(person_declare(tx, person->id, "lives_alone", person->alone ? "yes" : "no",
                           chance_percent(&make->chance, 80) ? "self" : "office", on));
    return OK;
}

static enum status protect(struct ctx *tx, struct maker *make, const struct demo_person *person)
{
    int64_t id;
    if (!text_equal(person->autonomy, "not") &&
        chance_below(&make->chance, 1000) >= PROTECTED_IN_1000)
        return OK;
    if (date_age(person->birth, make->demo->today) < 18 || !chance_percent(&make->chance, 40))
        return OK;
    struct date decree_date =
        date_add_days(make->demo->today, -chance_between(&make->chance, 60, 370));
    const struct person_protection decree = {
        .person_id = person->id,
        .kind = "support_administration",
        .decree_number = arena_printf(tx->arena, "%d/%d", chance_between(&make->chance, 100, 999),
                                      date_year(decree_date)),
        .decree_date = decree_date,
        .holder_name = "avv. Teresa Grifoni",
        .holder_phone = "+393005550142",
        .from = decree_date,
    };
    return person_protect(tx, &decree, &id);
}

/* Told by the head of the service; the circle is hers and the social worker's. */
static enum status restrict_to_circle(struct ctx *tx, const struct demo *demo,
                                      const struct demo_person *person)
{
    struct instant later =
        instant_at(date_add_days(demo->today, -HISTORY_DAYS), (struct clock_time){10 * 60});
    struct ctx head = demo_as(tx, demo->users[DEMO_SERVICE_HEAD], later);
    TRY(person_restrict_to_circle(&head, person->id, person->restriction));
    return person_grant_circle(&head, person->id, demo->users[DEMO_SOCIAL_WORKER]->user_id);
}

static enum status make_person(struct ctx *tx, struct maker *make, struct demo_person *person)
{
    TRY(create(tx, make, person));
    TRY(join_household(tx, make, person));
    TRY(declare(tx, make, person));
    return protect(tx, make, person);
}

enum status demo_make_people(struct ctx *tx, struct demo *demo)
{
    struct maker make = {chance_from(demo->seed, "make people"), demo, 0, -1};
    struct instant start =
        instant_at(date_add_days(demo->today, -HISTORY_DAYS), (struct clock_time){9 * 60});
    for (size_t i = 0; i < demo->people_count; i++) {
        struct demo_person *person = &demo->people[i];
        bool near = person->place < DEMO_VALNERINA_PLACES;
        size_t by = near ? DEMO_COORDINATOR : DEMO_COORDINATOR_SAN_GEMINI;
        struct ctx as = demo_as(tx, demo->users[by], start);
        size_t mark = arena_mark(tx->arena);
        TRY(make_person(&as, &make, person));
        arena_rewind(tx->arena, mark);
    }
    /* At last, as from then on the coordinator does not know of them. */
    for (size_t i = 0; i < demo->people_count; i++)
        if (demo->people[i].restriction)
            TRY(restrict_to_circle(tx, demo, &demo->people[i]));
    return OK;
}
