#include "base/text.h"
#include "demo/directory.h"
#include "demo/inside.h"
#include "demo/notes.h"
#include "desk/desk.h"
#include "zone/calendar.h"

/* A year of the desk: every open hour of every working day, in order of time. */

enum {
    YEAR_DAYS = 365,
    CONTACTS_OF_A_DAY_MAX = 24,
    STORIES_MAX = 128,
    ANONYMOUS_PERCENT = 9,
    CALL_BACK_PERCENT = 7,
    RECENT_DAYS = 6,
    RECENT_CALL_BACK_PERCENT = 30,
    CALL_BACKS_MAX = 64, /* open at once */
    LISTS = DEMO_FOREIGNER + 1,
};

struct call_back {
    int64_t contact_id;
    struct date on;
};

struct teller {
    struct chance chance;
    struct arena *arena;
    struct demo *demo;
    const struct actor *actor;
    struct calendar calendar;
    int64_t office;
    int first_place; /* of the office, and the one past its last */
    int end_place;
    const int *by_weekday;                 /* contacts of a working day */
    const struct demo_person **who[LISTS]; /* whom a kind of story may be about */
    size_t who_count[LISTS];
    int weights[STORIES_MAX]; /* of the month at hand */
    struct call_back call_backs[CALL_BACKS_MAX];
    size_t call_back_count;
};

static bool tells(const struct teller *teller, const struct demo_person *person, enum demo_age kind)
{
    int age = date_age(person->birth, teller->demo->today);
    if (age < 18 || person->restriction || person->place < teller->first_place ||
        person->place >= teller->end_place)
        return false;
    switch (kind) {
    case DEMO_ANY_AGE:
        return true;
    case DEMO_PARENT:
        return age >= 25 && age <= 52 && !person->alone;
    case DEMO_ADULT:
        return age < 65;
    case DEMO_ELDER:
        return age >= 68;
    case DEMO_FOREIGNER:
        return !text_equal(person->citizenship, "IT");
    }
    return false;
}

static void list_people(struct teller *teller)
{
    const struct demo *demo = teller->demo;
    for (int kind = 0; kind < LISTS; kind++) {
        teller->who[kind] =
            arena_array(teller->arena, const struct demo_person *, demo->people_count);
        for (size_t i = 0; i < demo->people_count; i++)
            if (tells(teller, &demo->people[i], (enum demo_age)kind))
                teller->who[kind][teller->who_count[kind]++] = &demo->people[i];
    }
}

static void weigh_stories(struct teller *teller, struct date day)
{
    int year, month, day_of_month;
    date_split(day, &year, &month, &day_of_month);
    bool winter = month >= 11 || month <= 2;
    for (size_t i = 0; i < DEMO_STORY_COUNT; i++) {
        int weight = DEMO_STORIES[i].weight * 10;
        teller->weights[i] = winter ? weight * DEMO_STORIES[i].winter_percent / 100 : weight;
    }
}

static int64_t service_id(const struct demo *demo, const char *code)
{
    for (size_t i = 0; code && i < DEMO_SERVICE_COUNT; i++)
        if (text_equal(DEMO_SERVICES[i].code, code))
            return demo->services[i];
    return 0;
}

static const char *choose_note(struct teller *teller, const struct demo_story *story)
{
    int count = 0;
    while (count < 3 && story->notes[count])
        count++;
    return count ? story->notes[chance_below(&teller->chance, count)] : NULL;
}

static void choose_channel(struct teller *teller, struct contact_draft *draft)
{
    static const char *const CHANNELS[] = {"in_person",  "phone",  "email",   "written_report",
                                           "home_visit", "remote", "web_form"};
    static const int WEIGHTS[] = {46, 40, 5, 2, 3, 2, 2};
    draft->channel = CHANNELS[chance_weighted(&teller->chance, WEIGHTS, 7)];
    if (chance_percent(&teller->chance, 14)) {
        static const char *const SENDERS[] = {"Medico di famiglia", "Parrocchia", "Scuola",
                                              "Centro di salute", "Comune"};
        draft->reason = "sent";
        draft->sender = SENDERS[chance_below(&teller->chance, 5)];
    } else {
        draft->reason = chance_percent(&teller->chance, 3) ? "summoned" : "spontaneous";
    }
}

/* Who speaks: mostly the person, often a child of an old one, now and then a body. */
static void choose_caller(struct teller *teller, const struct demo_person *person,
                          struct contact_draft *draft)
{
    static const char *const RELATIVES[] = {"La figlia", "Il figlio", "La nipote", "Una vicina"};
    int age = date_age(person->birth, teller->demo->today);
    int luck = chance_below(&teller->chance, 100);
    draft->caller_kind = "self";
    if (luck < (age > 75 ? 38 : 12)) {
        draft->caller_kind = "relative";
        draft->caller_name = RELATIVES[chance_below(&teller->chance, 4)];
    } else if (luck > 94) {
        draft->caller_kind = "organization";
        draft->caller_name = draft->sender ? draft->sender : "Patronato";
    }
}

/* Information is often asked without saying who one is. */
static void choose_person(struct teller *teller, const struct demo_story *story,
                          struct contact_draft *draft)
{
    static const char *const LABELS[] = {"Signora", "Signore", "Ragazza", "Coppia"};
    enum demo_age who = teller->who_count[story->who] ? story->who : DEMO_ANY_AGE;
    const struct demo_person *person =
        teller->who[who][chance_below(&teller->chance, (int)teller->who_count[who])];
    bool light = text_equal(story->response, "information");
    draft->place_id = teller->demo->places[person->place];
    choose_caller(teller, person, draft);
    if (chance_percent(&teller->chance, light ? ANONYMOUS_PERCENT * 4 : ANONYMOUS_PERCENT / 3)) {
        draft->anonymous_label =
            arena_printf(teller->arena, "%s di %s", LABELS[chance_below(&teller->chance, 4)],
                         DEMO_PLACES[person->place].name);
        return;
    }
    draft->person_id = person->id;
    draft->caller_phone = person->phone;
}

static void choose_answer(struct teller *teller, const struct demo_story *story,
                          struct contact_draft *draft)
{
    bool unmet = story->unmet_reason && chance_percent(&teller->chance, story->unmet_percent);
    draft->needs[draft->need_count++] =
        (struct contact_need){story->need, unmet ? story->unmet_reason : NULL};
    if (unmet) {
        draft->responses[draft->response_count++] =
            (struct contact_response){.response = "listening"};
        return;
    }
    draft->responses[draft->response_count++] = (struct contact_response){
        .response = story->response, .service_id = service_id(teller->demo, story->service)};
    if (chance_percent(&teller->chance, 18))
        draft->responses[draft->response_count++] =
            (struct contact_response){.response = "listening"};
}

/* Of the last days some are left for today. */
static void choose_call_back(struct teller *teller, struct contact_draft *draft)
{
    struct date day = instant_date(draft->at), today = teller->demo->today;
    bool recent = today.days - day.days <= RECENT_DAYS;
    if (!draft->caller_phone ||
        !chance_percent(&teller->chance, recent ? RECENT_CALL_BACK_PERCENT : CALL_BACK_PERCENT))
        return;
    draft->call_back_on = date_add_days(day, chance_between(&teller->chance, 0, 3));
    if (recent && draft->call_back_on.days < today.days - 1)
        draft->call_back_on = today;
    draft->call_back_phone = draft->caller_phone;
    draft->call_back_what = "Dire l'esito";
}

static void tell(struct teller *teller, struct instant at, struct contact_draft *draft)
{
    size_t choice = chance_weighted(&teller->chance, teller->weights, DEMO_STORY_COUNT);
    const struct demo_story *story = &DEMO_STORIES[choice];
    *draft = (struct contact_draft){.at = at,
                                    .office_id = teller->office,
                                    .call_back_on = DATE_NONE,
                                    .call_back_at = CLOCK_NONE};
    choose_channel(teller, draft);
    choose_person(teller, story, draft);
    choose_answer(teller, story, draft);
    choose_call_back(teller, draft);
    draft->notes = choose_note(teller, story);
    draft->minutes = 5 * chance_between(&teller->chance, 1, 8);
    draft->urgent =
        text_starts_with(story->need, "protection") || text_equal(story->need, "home_emergency");
}

static enum status record(struct ctx *tx, struct teller *teller, struct instant at)
{
    struct contact_draft draft;
    int64_t id, number;
    struct ctx as = demo_as(tx, teller->actor, at);
    tell(teller, at, &draft);
    TRY(contact_record(&as, &draft, &id, &number));
    if (!date_is_none(draft.call_back_on) && teller->call_back_count < CALL_BACKS_MAX)
        teller->call_backs[teller->call_back_count++] = (struct call_back){id, draft.call_back_on};
    return OK;
}

/* At the end of a day, who was to be called back was called; yesterday's and today's wait. */
static enum status close_call_backs(struct ctx *tx, struct teller *teller, struct date day)
{
    static const char *const OUTCOMES[] = {"reached", "not_reached", "not_needed"};
    static const int WEIGHTS[] = {80, 12, 8};
    struct ctx as = demo_as(tx, teller->actor, instant_at(day, (struct clock_time){17 * 60 + 30}));
    size_t left = 0;
    for (size_t i = 0; i < teller->call_back_count; i++) {
        struct call_back *open = &teller->call_backs[i];
        if (open->on.days > day.days || open->on.days >= teller->demo->today.days - 1) {
            teller->call_backs[left++] = *open;
            continue;
        }
        const char *outcome = OUTCOMES[chance_weighted(&teller->chance, WEIGHTS, 3)];
        TRY(call_back_close(&as, open->contact_id, outcome));
    }
    teller->call_back_count = left;
    return OK;
}

/* Minutes of the day, in order: two thirds in the morning, as everywhere. */
static size_t choose_times(struct teller *teller, struct date day, int times[CONTACTS_OF_A_DAY_MAX])
{
    int usual = teller->by_weekday[date_weekday(day)];
    if (usual == 0)
        return 0;
    int count = chance_between(&teller->chance, usual / 2, usual + usual / 2);
    for (int i = 0; i < count; i++) {
        bool morning = chance_percent(&teller->chance, 66);
        int time = (morning ? 9 : 15) * 60 + chance_below(&teller->chance, 175);
        int at = i;
        for (; at > 0 && times[at - 1] > time; at--)
            times[at] = times[at - 1];
        times[at] = time;
    }
    return (size_t)count;
}

static enum status work_a_day(struct ctx *tx, struct teller *teller, struct date day)
{
    int times[CONTACTS_OF_A_DAY_MAX];
    int64_t place = teller->demo->places[teller->first_place];
    if (date_weekday(day) > FRIDAY ||
        calendar_is_closed(&teller->calendar, ZONE_LINE_DESK, place, day, NULL))
        return OK;
    weigh_stories(teller, day);
    size_t count = choose_times(teller, day, times);
    for (size_t i = 0; i < count; i++) {
        struct instant at = instant_at(day, (struct clock_time){times[i]});
        size_t mark = arena_mark(tx->arena);
        if (at.seconds > teller->demo->now.seconds)
            break;
        TRY(record(tx, teller, at));
        arena_rewind(tx->arena, mark);
    }
    return close_call_backs(tx, teller, day);
}

static enum status seat(struct ctx *tx, struct teller *teller)
{
    struct date first = date_add_days(teller->demo->today, -YEAR_DAYS);
    TRY(calendar_read(tx, teller->office, first, &teller->calendar));
    teller->arena = tx->arena;
    list_people(teller);
    return OK;
}

enum status demo_make_contacts(struct ctx *tx, struct demo *demo)
{
    /* From Monday; index 0 is no day. The desk of Arrone is open on Mondays and Thursdays. */
    static const int BUSY[] = {0, 13, 9, 9, 13, 6, 0, 0};
    static const int QUIET[] = {0, 0, 0, 3, 0, 0, 0, 0};
    struct teller valnerina = {.chance = chance_from(demo->seed, "contacts"),
                               .demo = demo,
                               .actor = demo->users[DEMO_COORDINATOR],
                               .office = demo->valnerina,
                               .end_place = DEMO_VALNERINA_PLACES,
                               .by_weekday = BUSY};
    struct teller san_gemini = {.chance = chance_from(demo->seed, "contacts of San Gemini"),
                                .demo = demo,
                                .actor = demo->users[DEMO_COORDINATOR_SAN_GEMINI],
                                .office = demo->san_gemini,
                                .first_place = DEMO_SAN_GEMINI,
                                .end_place = DEMO_SAN_GEMINI + 1,
                                .by_weekday = QUIET};
    TRY(seat(tx, &valnerina));
    TRY(seat(tx, &san_gemini));
    for (int back = YEAR_DAYS; back >= 0; back--) {
        struct date day = date_add_days(demo->today, -back);
        TRY(work_a_day(tx, &valnerina, day));
        TRY(work_a_day(tx, &san_gemini, day));
    }
    return OK;
}
