#include "people/people_web.h"

#include <stdlib.h>
#include <string.h>

#include "people/people_pages.h"
#include "people_sql.h"
#include "staff/staff.h"

const char *page_torna(struct request *request)
{
    struct form *from = request->method == WEB_POST ? &request->form : &request->query;
    const char *torna = form_get(from, "torna");

    return torna && response_path_is_local(torna) && !strchr(torna, '#') ? torna : NULL;
}

const char *person_path(struct arena *arena, int64_t id)
{
    return arena_printf(arena, "/persone/%lld", (long long)id);
}

const char *person_page_path(struct arena *arena, int64_t id, const char *page)
{
    return arena_printf(arena, "/persone/%lld/%s", (long long)id, page);
}

/* "78 anni" */
static const char *age_text(struct ctx *ctx, struct date birth)
{
    int age = date_age(birth, instant_date(ctx->now));

    return arena_printf(ctx->arena, tr_count(ctx, "%d anno", "%d anni", age), age);
}

/* "24/10/1941, Terni (85 anni)", or "24/10/1941, Terni · morta il 22/11/2026". */
static const char *birth_text(struct ctx *ctx, const struct person_card *card)
{
    const char *died = person_died_text(ctx, card);
    const char *place = card->birth_place;

    if (date_is_none(card->birth_date))
        return died && place ? arena_printf(ctx->arena, "%s · %s", place, died)
                             : (died ? died : place);
    return arena_printf(ctx->arena, died ? "%s%s%s · %s" : "%s%s%s (%s)",
                        date_show(ctx->arena, card->birth_date), place ? ", " : "",
                        place ? place : "", died ? died : age_text(ctx, card->birth_date));
}

static const char *place_text(struct ctx *ctx, const struct person_card *card)
{
    if (!card->place_name)
        return card->address;
    if (!card->address)
        return card->place_name;
    return arena_printf(ctx->arena, "%s, %s", card->place_name, card->address);
}

static const char *alone_text(struct ctx *ctx, const struct person_card *card)
{
    return tr(ctx, person_by_sex(card, N_("Vive da sola"), N_("Vive da solo"),
                                 N_("Vive da sola o da solo")));
}

static bool lives_alone(const struct person_card *card)
{
    return card->lives_alone && strcmp(card->lives_alone, "yes") == 0;
}

static const char *hit_household(struct ctx *ctx, const struct person_card *card)
{
    if (!date_is_none(card->died_on))
        return tr(ctx, "Non c’è più");
    if (card->household)
        return card->household;
    return lives_alone(card) ? alone_text(ctx, card) : NULL;
}

struct person_hit_view person_hit(struct ctx *ctx, const struct person_card *card,
                                  const char *torna)
{
    const char *back = person_back_path(ctx->arena, torna, card->id);

    return (struct person_hit_view){
        .id = card->id,
        .href = back ? back : person_path(ctx->arena, card->id),
        .full_name = person_full_name(ctx->arena, card),
        .birth = birth_text(ctx, card),
        .place = place_text(ctx, card),
        .household = hit_household(ctx, card),
        .phone = card->phone ? text_phone_show(ctx->arena, card->phone) : NULL,
        .restricted = card->restricted,
    };
}

static void who_tag(struct person_identity_view *who, const char *tag)
{
    who->tags[who->tag_count++] = tag;
}

static void who_wait_tag(struct person_identity_view *who, const char *tag)
{
    who->wait_tags[who->wait_tag_count++] = tag;
}

/* How somebody lives, while they do. */
static enum status who_lives(struct ctx *ctx, const struct person_card *card,
                             struct person_identity_view *who)
{
    const char *label;

    if (!date_is_none(card->died_on))
        return OK;
    if (lives_alone(card))
        who_tag(who, alone_text(ctx, card));
    if (card->autonomy) {
        TRY(code_read_label(ctx, "autonomy", card->autonomy, &label));
        who_tag(who, label);
    }
    return OK;
}

static enum status who_tags(struct ctx *ctx, const struct person_card *card,
                            struct person_identity_view *who)
{
    struct protection_row *rows;
    size_t count;
    const char *label;
    struct date today = instant_date(ctx->now);

    TRY(who_lives(ctx, card, who));
    if (!date_is_none(card->died_on))
        who_wait_tag(who, tr(ctx, "Non c’è più"));
    if (card->restricted)
        who_wait_tag(who, tr(ctx, "Scheda riservata"));
    TRY(person_protections(ctx, card->id, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (!date_is_none(rows[i].to_date) && rows[i].to_date.days <= today.days)
            continue;
        TRY(code_read_label(ctx, "legal_protection", rows[i].kind, &label));
        who_wait_tag(who, label);
        break;
    }
    return OK;
}

static enum status who_is(struct ctx *ctx, const struct person_card *card,
                          struct person_identity_view *ret_who)
{
    const char *birth = birth_text(ctx, card);

    *ret_who = (struct person_identity_view){
        .id = card->id,
        .full_name = person_full_name(ctx->arena, card),
        .birth =
            birth ? arena_printf(
                        ctx->arena, "%s %s",
                        tr(ctx, person_by_sex(card, N_("nata"), N_("nato"), N_("nascita"))), birth)
                  : NULL,
        .place = place_text(ctx, card),
        .phone = card->phone,
    };
    return who_tags(ctx, card, ret_who);
}

enum status person_page_begin(struct ctx *ctx, struct request *request, const char *title,
                              struct frame *ret_frame, struct person_identity_view *ret_who)
{
    struct person_card card;

    TRY(person_card(ctx, request->ids[0], &card));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "person.open",
                                              .subject_kind = "person",
                                              .subject_id = card.id,
                                              .place_id = card.place_id}));
    TRY(who_is(ctx, &card, ret_who));
    title =
        title ? arena_printf(ctx->arena, "%s: %s", ret_who->full_name, title) : ret_who->full_name;
    return staff_frame(ctx, request, title, "people", ret_frame);
}

const struct route PEOPLE_ROUTES[] = {
    ROUTE(GET, "/persone", POWER_PERSONS_READ, people_search_page),
    ROUTE(GET, "/persone/nuova", POWER_PERSONS_WRITE, person_new_page),
    ROUTE_MAKES("/persone/nuova", POWER_PERSONS_WRITE, person_new_post, "/persone/:id",
                "/persone/:id/modifica"),
    ROUTE(GET, "/persone/doppioni", POWER_CIRCLE_MANAGE, people_doubles_page),
    ROUTE(GET, "/persone/:id", POWER_PERSONS_READ, person_page),
    ROUTE(GET, "/persone/:id/modifica", POWER_PERSONS_WRITE, person_edit_page),
    ROUTE(POST, "/persone/:id/modifica", POWER_PERSONS_WRITE, person_edit_post),
    ROUTE(GET, "/persone/:id/dichiarazioni", POWER_PERSONS_WRITE, person_declarations_page),
    ROUTE(POST, "/persone/:id/dichiarazioni", POWER_PERSONS_WRITE, person_declarations_post),
    ROUTE(GET, "/persone/:id/tutela", POWER_PERSONS_WRITE, person_protection_page),
    ROUTE(POST, "/persone/:id/tutela", POWER_PERSONS_WRITE, person_protection_post),
    ROUTE(POST, "/persone/:id/tutela/fine", POWER_PERSONS_WRITE, person_protection_end_post),
    ROUTE(GET, "/persone/:id/nucleo", POWER_PERSONS_WRITE, person_household_page),
    ROUTE(POST, "/persone/:id/nucleo", POWER_PERSONS_WRITE, person_household_join_post),
    ROUTE(POST, "/persone/:id/nucleo/esce", POWER_PERSONS_WRITE, person_household_leave_post),
    ROUTE(POST, "/persone/:id/nucleo/relazione", POWER_PERSONS_WRITE, person_household_relate_post),
    ROUTE(GET, "/persone/:id/riservatezza", POWER_CIRCLE_MANAGE, person_circle_page),
    ROUTE(POST, "/persone/:id/riservatezza", POWER_CIRCLE_MANAGE, person_circle_restrict_post),
    ROUTE(POST, "/persone/:id/riservatezza/fine", POWER_CIRCLE_MANAGE, person_circle_lift_post),
    ROUTE(POST, "/persone/:id/riservatezza/concedi", POWER_CIRCLE_MANAGE, person_circle_grant_post),
    ROUTE(POST, "/persone/:id/riservatezza/togli", POWER_CIRCLE_MANAGE, person_circle_revoke_post),
};

const size_t PEOPLE_ROUTE_COUNT = sizeof PEOPLE_ROUTES / sizeof PEOPLE_ROUTES[0];
