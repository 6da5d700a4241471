#include "base/text.h"
#include "demo/inside.h"
#include "staff/actor.h"
#include "volunteering/roll.h"
#include "volunteering/volunteering.h"
#include "volunteers/proposals.h"
#include "volunteers_sql.h"

/* Beside the rides, everybody does something else now and then, and spends a little. */
static const struct {
    const char *kind;
    int minutes;
    int kilometres;
    const char *note;
} ACTIVITIES[] = {
    {"phone", 180, 0, "Turno al Filo d'Argento"},
    {"delivery", 75, 14, "Farmaci a domicilio"},
    {"centre", 120, 0, "Tombola e merenda"},
    {"other", 60, 0, "Riunione dei volontari"},
};
enum { ACTIVITY_COUNT = sizeof ACTIVITIES / sizeof ACTIVITIES[0] };

static const struct {
    const char *basis;
    const char *cost;
    const char *what_for;
    const char *receipt;
    int cents;
} REFUNDS[] = {
    {"declared", "car", "Accompagnamenti del giorno con la propria auto", NULL, 840},
    {"documented", "car", "Carburante per gli accompagnamenti", "Distributore di Arrone, n. 4417",
     3500},
    {"declared", "parking", "Parcheggio al Centro di salute", NULL, 250},
    {"documented", "material", "Fotocopie dei fogli di viaggio", "Cartoleria Valnerina, n. 88",
     640},
};
enum { REFUND_COUNT = sizeof REFUNDS / sizeof REFUNDS[0] };

enum { MONTHS = 4, MONTH_DAYS = 30, DAYS_APART = 3 };

static enum status add_activity(struct ctx *tx, int64_t volunteer_id, struct date day, size_t which)
{
    const struct activity_insert_args row = {
        .volunteer_id = volunteer_id,
        .on_day = day,
        .kind = ACTIVITIES[which % ACTIVITY_COUNT].kind,
        .minutes = ACTIVITIES[which % ACTIVITY_COUNT].minutes,
        .kilometres = ACTIVITIES[which % ACTIVITY_COUNT].kilometres,
        .note = ACTIVITIES[which % ACTIVITY_COUNT].note,
    };
    int64_t id;
    return activity_add(tx, &row, &id);
}

/* Approved but for those of the last days, which wait. */
static enum status add_refund(struct ctx *tx, const struct demo *demo, int64_t volunteer_id,
                              struct date day, size_t which)
{
    enum { WAITING_DAYS = 12 };
    struct refund_asking asking = {.refund = {
                                       .volunteer_id = volunteer_id,
                                       .on_day = day,
                                       .basis = REFUNDS[which % REFUND_COUNT].basis,
                                       .cost = REFUNDS[which % REFUND_COUNT].cost,
                                       .what_for = REFUNDS[which % REFUND_COUNT].what_for,
                                       .receipt = REFUNDS[which % REFUND_COUNT].receipt,
                                       .amount = {REFUNDS[which % REFUND_COUNT].cents},
                                       .now = tx->now,
                                       .user_id = tx->actor->user_id,
                                   }};
    int64_t id;
    TRY(refund_ask(tx, &asking, &id));
    if (day.days > demo->today.days - WAITING_DAYS)
        return OK;
    return refund_settle(tx, &(struct refund_decide_args){.id = id,
                                                          .version = 1,
                                                          .state = "approved",
                                                          .now = tx->now,
                                                          .user_id = tx->actor->user_id});
}

/* Entered when the demo begins; of the first one something was put right. */
static enum status add_roll(struct ctx *tx, const struct demo *demo,
                            const struct volunteer_row *volunteer, int i, const char *kind)
{
    enum { FIRST_YEAR = 1948, BEGINS = -378, PUT_RIGHT = -90 };
    const bool correction = text_equal(kind, ROLL_CORRECTION);
    struct ctx as = demo_as(tx, demo->users[DEMO_RIDES_COORDINATOR],
                            instant_at(date_add_days(demo->today, correction ? PUT_RIGHT : BEGINS),
                                       (struct clock_time){10 * 60}));
    struct roll_writing writing = {
        .entry = {
            .volunteer_id = volunteer->id,
            .section = ROLL_REGULAR,
            .kind = kind,
            .corrects = correction ? 1 : SQL_INT_NONE,
            .surname = volunteer->surname,
            .name = volunteer->name,
            .birth_date = date_of(FIRST_YEAR + i, 1 + i, 10 + i),
            .birth_place = i == 0 && !correction ? "Arrone" : "Terni",
            .residence = arena_printf(tx->arena, "%s, %s", volunteer->address, volunteer->place),
            .activity_from = volunteer->from_date,
            .activity_to = DATE_NONE,
            .note = correction ? "Luogo di nascita: era scritto Arrone" : NULL,
            .written_at = as.now,
            .written_by = as.actor->user_id,
        }};
    return roll_write(&as, &writing);
}

/* Yesterday evening three of them said, from their telephones, what is to change of their week. */
static enum status add_proposals(struct ctx *tx, const struct demo *demo,
                                 const struct volunteer_row *volunteers)
{
    const struct clock_time nine = {9 * 60}, noon = {12 * 60};
    const struct date said = date_add_days(demo->today, -1);
    struct ctx as = demo_as(tx, demo->users[DEMO_RIDES_COORDINATOR],
                            instant_at(said, (struct clock_time){18 * 60 + 30}));
    struct proposal more = {
        volunteers[0].id, 0, SATURDAY, nine, noon, date_add_days(demo->today, 12), false};
    struct proposal no_longer = {.volunteer_id = volunteers[1].id, .valid_from = said};
    struct volunteer_week_row *hours;
    size_t count;
    int64_t id;
    TRY(proposal_say(&as, &more, &id));
    TRY(volunteer_hours_of(&as, volunteers[1].id, demo->today, &hours, &count));
    no_longer.hours_id = count > 1 ? hours[1].id : 0;
    TRY(proposal_say(&as, &no_longer, &id));
    more.volunteer_id = volunteers[2].id;
    more.valid_from = said;
    return proposal_say(&as, &more, &id);
}

enum status demo_make_volunteering(struct ctx *tx, struct demo *demo)
{
    struct volunteer_row *volunteers;
    size_t count;
    TRY(volunteers_all(tx, &volunteers, &count));
    for (size_t i = 0; i < count; i++)
        TRY(add_roll(tx, demo, &volunteers[i], (int)i, ROLL_START));
    TRY(add_roll(tx, demo, &volunteers[0], 0, ROLL_CORRECTION));
    for (int month = 0; month < MONTHS; month++) {
        for (size_t i = 0; i < count; i++) {
            struct date day =
                date_add_days(demo->today, -month * MONTH_DAYS - 1 - (int)i * DAYS_APART);
            struct ctx as = demo_as(tx, demo->users[DEMO_RIDES_COORDINATOR],
                                    instant_at(day, (struct clock_time){18 * 60}));
            TRY(add_activity(&as, volunteers[i].id, day, i + (size_t)month));
            if (i % 2 == 0)
                TRY(add_refund(&as, demo, volunteers[i].id, day, i / 2 + (size_t)month));
        }
    }
    return add_proposals(tx, demo, volunteers);
}
