#include "base/text.h"
#include "demo/inside.h"
#include "people/tax_code.h"

enum household_kind {
    ELDER_ALONE,
    ADULT_ALONE,
    ELDER_COUPLE,
    COUPLE,
    FAMILY,
    SINGLE_PARENT,
    THREE_GENERATIONS,
    ELDER_WITH_CARER,
    HOUSEHOLD_KINDS,
};

/* Shares of households, as in a valley that grows old. */
static const int HOUSEHOLD_WEIGHTS[HOUSEHOLD_KINDS] = {18, 12, 19, 12, 25, 7, 4, 3};

enum { FOREIGN_HOUSEHOLD_PERCENT = 9, JITTER_MICRO = 9000 };

struct inventor {
    struct chance chance;
    struct arena *arena;
    struct demo *demo;
    int place;
    const char *address; /* of the household at hand */
    int64_t latitude_micro;
    int64_t longitude_micro;
    const struct demo_community *community; /* NULL: Italians */
};

static const char *pick(struct chance *chance, const struct demo_list *list)
{
    return list->items[chance_common(chance, list->count)];
}

static const struct demo_cohort *cohort_of(int birth_year)
{
    size_t i = 0;
    while (i + 1 < DEMO_COHORT_COUNT && birth_year > DEMO_COHORTS[i].last_year)
        i++;
    return &DEMO_COHORTS[i];
}

static const char *given_name(struct inventor *in, int birth_year, char sex)
{
    if (in->community)
        return pick(&in->chance, sex == 'F' ? &in->community->women : &in->community->men);
    const struct demo_cohort *cohort = cohort_of(birth_year);
    return pick(&in->chance, sex == 'F' ? &cohort->women : &cohort->men);
}

static const char *surname(struct inventor *in)
{
    return pick(&in->chance, in->community ? &in->community->surnames : &DEMO_SURNAMES);
}

/* The old were born at home, the young in Terni's hospital, some anywhere nearby. */
static const char *birthplace(struct inventor *in, int age)
{
    static const char *const NEARBY[] = {"H501", "I921", "H282", "F844", "D653",
                                         "G478", "F935", "B948", "G757", "L117"};
    if (in->community && (age > 12 || chance_percent(&in->chance, 30)))
        return in->community->birthplace;
    if (chance_percent(&in->chance, 15))
        return NEARBY[chance_below(&in->chance, sizeof NEARBY / sizeof NEARBY[0])];
    if (age > 55 && chance_percent(&in->chance, 65))
        return DEMO_PLACES[in->place].municipality;
    return "L117";
}

static void settle(struct inventor *in)
{
    const struct demo_place *place = &DEMO_PLACES[in->place];
    const char *street = pick(&in->chance, &place->streets);
    in->address = arena_printf(in->arena, "%s, %d", street, chance_between(&in->chance, 1, 86));
    in->latitude_micro =
        place->latitude_micro + chance_between(&in->chance, -JITTER_MICRO, JITTER_MICRO);
    in->longitude_micro =
        place->longitude_micro + chance_between(&in->chance, -JITTER_MICRO, JITTER_MICRO);
}

/* Most have a tax code; some foreigners only a health code (13 digits after STP or ENI), a few
   people nothing yet. */
static const char *choose_code(struct inventor *in, const struct demo_person *person)
{
    const struct tax_code_person facts = {person->surname, person->name, person->birth, person->sex,
                                          person->birthplace};
    char code[TAX_CODE_CHARS + 1];
    int luck = chance_below(&in->chance, 100);
    bool european = text_equal(person->citizenship, "RO") || text_equal(person->citizenship, "PL");
    if (in->community && luck < 7)
        return arena_printf(in->arena, "%s1001000%06d", european ? "ENI" : "STP",
                            chance_below(&in->chance, 1000000));
    if (luck == 99 || tax_code_make(&facts, code) != OK)
        return NULL;
    return arena_copy(in->arena, code);
}

/* No local number in Italy begins with 0 and no mobile one with 300: nobody is disturbed by these.
 */
static const char *choose_phone(struct inventor *in, int age)
{
    int number = chance_below(&in->chance, 10000000);
    if (age < 15 || chance_percent(&in->chance, 6))
        return NULL;
    if (age > 74 && chance_percent(&in->chance, 60))
        return arena_printf(in->arena, "+3907440%05d", number % 100000);
    return arena_printf(in->arena, "+39300%07d", number);
}

/* What the desk has learned over the years of the old; of others hardly ever asked. */
static const char *autonomy_at(struct inventor *in, int age)
{
    int luck = chance_below(&in->chance, 100);
    if (age < 65)
        return luck < 2 ? "partly" : luck < 3 ? "not" : NULL;
    if (luck < 12)
        return NULL;
    int dependent = age < 75 ? 6 : age < 85 ? 20 : 45;
    if (luck - 12 < dependent)
        return luck % 3 == 0 ? "not" : "partly";
    return "self_sufficient";
}

static struct date birth_at_age(struct inventor *in, int age)
{
    int year, month, day;
    date_split(in->demo->today, &year, &month, &day);
    struct date birthday = date_is_real(year - age, month, day) ? date_of(year - age, month, day)
                                                                : date_of(year - age, 3, 1);
    return date_add_days(birthday, -chance_below(&in->chance, 365));
}

static struct demo_person *add(struct inventor *in, const char *relation, int age, char sex,
                               const char *family_name)
{
    struct demo *demo = in->demo;
    struct demo_person *person = &demo->people[demo->people_count++];
    *person = (struct demo_person){.sex = sex, .place = in->place, .relation = relation};
    person->birth = birth_at_age(in, age);
    person->surname = family_name ? family_name : surname(in);
    person->name = given_name(in, date_year(person->birth), sex);
    person->citizenship = in->community ? in->community->citizenship : "IT";
    person->birthplace = birthplace(in, age);
    person->address = in->address;
    person->latitude_micro = in->latitude_micro;
    person->longitude_micro = in->longitude_micro;
    person->household = demo->household_count;
    person->autonomy = autonomy_at(in, age);
    person->code = choose_code(in, person);
    person->phone = choose_phone(in, age);
    return person;
}

static void add_children(struct inventor *in, const char *family_name, int mother_age, int most)
{
    int children = chance_between(&in->chance, 1, most);
    for (int i = 0; i < children; i++) {
        int age = mother_age - chance_between(&in->chance, 23, 38);
        if (age < 0 || age > 33)
            continue;
        add(in, "child", age, chance_percent(&in->chance, 49) ? 'F' : 'M', family_name);
    }
}

static const char *add_couple(struct inventor *in, int age)
{
    struct demo_person *man = add(in, "self", age, 'M', NULL);
    bool married = chance_percent(&in->chance, age > 55 ? 95 : 70);
    int her_age = age - chance_between(&in->chance, -2, 6);
    add(in, married ? "spouse" : "partner", her_age, 'F', NULL);
    return man->surname;
}

static void add_alone(struct inventor *in, int age)
{
    int women_percent = age > 70 ? 74 : 42;
    char sex = chance_percent(&in->chance, women_percent) ? 'F' : 'M';
    struct demo_person *person = add(in, "self", age, sex, NULL);
    person->alone = true;
    if (age > 70 && !person->autonomy && chance_percent(&in->chance, 50))
        person->autonomy = "self_sufficient";
}

static void add_carer(struct inventor *in)
{
    const struct demo_community *before = in->community;
    in->community = &DEMO_COMMUNITIES[chance_percent(&in->chance, 50) ? 0 : 3];
    add(in, "carer", chance_between(&in->chance, 38, 64), 'F', NULL);
    in->community = before;
}

static void add_household(struct inventor *in, enum household_kind kind)
{
    struct chance *chance = &in->chance;
    const char *family_name;
    int age;
    switch (kind) {
    case ELDER_ALONE:
        add_alone(in, chance_between(chance, 68, 96));
        break;
    case ADULT_ALONE:
        add_alone(in, chance_between(chance, 24, 67));
        break;
    case ELDER_COUPLE:
        add_couple(in, chance_between(chance, 66, 91));
        break;
    case COUPLE:
        add_couple(in, chance_between(chance, 27, 65));
        break;
    case FAMILY:
        age = chance_between(chance, 29, 60);
        family_name = add_couple(in, age);
        add_children(in, family_name, age - 2, 3);
        break;
    case SINGLE_PARENT:
        age = chance_between(chance, 26, 56);
        family_name = add(in, "self", age, chance_percent(chance, 82) ? 'F' : 'M', NULL)->surname;
        add_children(in, chance_percent(chance, 60) ? surname(in) : family_name, age, 2);
        break;
    case THREE_GENERATIONS:
        age = chance_between(chance, 36, 56);
        family_name = add_couple(in, age);
        add_children(in, family_name, age - 2, 3);
        add(in, "parent", age + chance_between(chance, 24, 36), 'F', NULL);
        break;
    case ELDER_WITH_CARER:
        add(in, "self", chance_between(chance, 80, 98), 'F', NULL)->autonomy = "not";
        add_carer(in);
        break;
    case HOUSEHOLD_KINDS:
        break;
    }
}

static const struct demo_community *choose_community(struct inventor *in)
{
    int weights[16];
    if (!chance_percent(&in->chance, FOREIGN_HOUSEHOLD_PERCENT))
        return NULL;
    for (size_t i = 0; i < DEMO_COMMUNITY_COUNT; i++)
        weights[i] = DEMO_COMMUNITIES[i].weight;
    return &DEMO_COMMUNITIES[chance_weighted(&in->chance, weights, DEMO_COMMUNITY_COUNT)];
}

static void add_place(struct inventor *in, size_t people)
{
    struct demo *demo = in->demo;
    size_t end = demo->people_count + people;
    while (demo->people_count < end) {
        enum household_kind kind =
            (enum household_kind)chance_weighted(&in->chance, HOUSEHOLD_WEIGHTS, HOUSEHOLD_KINDS);
        bool old = kind == ELDER_ALONE || kind == ELDER_COUPLE || kind == ELDER_WITH_CARER;
        in->community = old ? NULL : choose_community(in);
        settle(in);
        add_household(in, kind);
        demo->household_count++;
    }
}

/* A few whom not everybody may know of: women who fled with their children, and a colleague's
 * family. */
static void restrict_some(struct inventor *in)
{
    int violence = 4, relatives = 3;
    for (size_t i = 0; i < in->demo->people_count && violence + relatives > 0; i++) {
        struct demo_person *person = &in->demo->people[i];
        int age = date_age(person->birth, in->demo->today);
        if (age < 25 || age > 55 || !chance_percent(&in->chance, 2))
            continue;
        if (person->sex == 'F' && violence > 0) {
            person->restriction = "violence";
            violence--;
        } else if (relatives > 0) {
            person->restriction = "staff_relative";
            relatives--;
        }
    }
}

static void choose_riders(struct inventor *in)
{
    for (size_t i = 0; i < in->demo->people_count; i++) {
        struct demo_person *person = &in->demo->people[i];
        person->rider = person->alone && person->phone && !person->restriction &&
                        person->place < DEMO_VALNERINA_PLACES &&
                        date_age(person->birth, in->demo->today) >= 70 &&
                        text_equal(person->autonomy, "self_sufficient") &&
                        chance_percent(&in->chance, 75);
    }
}

void demo_invent_people(struct arena *arena, struct demo *demo)
{
    struct inventor in = {chance_from(demo->seed, "people"), arena, demo, 0, NULL, 0, 0, NULL};
    demo->people = arena_array(arena, struct demo_person, DEMO_PEOPLE_MAX);
    demo->people_count = 0;
    demo->household_count = 0;
    for (in.place = 0; in.place < DEMO_PLACE_COUNT; in.place++)
        add_place(&in, (size_t)DEMO_PLACES[in.place].people);
    restrict_some(&in);
    choose_riders(&in);
}
