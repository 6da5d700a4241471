#include "people/people.h"

#include <string.h>

#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "engine/names/names.h"
#include "people/birthplace.h"
#include "people/person_rules.h"
#include "people/tax_code.h"
#include "people_sql.h"
#include "staff/actor.h"
#include "store/audit.h"
#include "web/response.h"

/* Who may see any person, and who may see riders only. */
static bool sees_persons(const struct ctx *ctx)
{
    return actor_may(ctx, POWER_PERSONS_READ);
}

enum status person_is_visible(struct ctx *ctx, int64_t id, int64_t place_id, bool restricted,
                              bool rider)
{
    int64_t in_circle = 0;

    if (!sees_persons(ctx) && !(rider && actor_may(ctx, POWER_RIDERS_READ)))
        return ERR_NOT_FOUND;
    if (!actor_reaches_place(ctx->actor, place_id))
        return ERR_NOT_FOUND;
    if (!restricted)
        return OK;
    TRY(person_in_circle(ctx, id, ctx->actor->user_id, &in_circle));
    return in_circle > 0 ? OK : ERR_NOT_FOUND;
}

/* "vive con Mario e altre 2 persone": only the living whom the actor may know of are named or
   counted. */
static enum status household_text(struct ctx *ctx, int64_t id, const char **ret_text)
{
    struct household_person *rows;
    size_t count;
    const struct household_person *first = NULL;
    int others = -1; /* the first is named, not counted */

    TRY(person_household_now(ctx, id, instant_date(ctx->now), &rows, &count));
    for (size_t i = 0; i < count; i++) {
        enum status seen = person_is_visible(ctx, rows[i].person_id, rows[i].place_id,
                                             rows[i].restriction, rows[i].rider);
        if (seen == ERR_NOT_FOUND || (seen == OK && !date_is_none(rows[i].died_on)))
            continue;
        TRY(seen);
        if (!first)
            first = &rows[i];
        others++;
    }
    if (!first)
        *ret_text = NULL;
    else if (others == 0)
        *ret_text = arena_printf(ctx->arena, tr(ctx, "vive con %s"), first->name);
    else
        *ret_text = arena_printf(ctx->arena,
                                 tr_count(ctx, "vive con %s e un’altra persona",
                                          "vive con %s e altre %d persone", others),
                                 first->name, others);
    return OK;
}

const char *person_place_text(struct arena *arena, const char *place, const char *place_kind,
                              const char *municipality)
{
    if (!place)
        return NULL;
    if (strcmp(place_kind, "hamlet") == 0)
        return arena_printf(arena, "%s (%s)", place, municipality);
    return place;
}

static const char *birth_place_name(const char *code)
{
    struct birthplace place;

    return code && birthplace_by_code(code, &place) == OK ? place.name : NULL;
}

enum status person_card_brief(struct ctx *ctx, int64_t id, struct person_card *ret_card)
{
    struct person_row row;
    bool whole = sees_persons(ctx);

    TRY(person_row(ctx, id, &row));
    TRY(person_is_visible(ctx, id, row.place_id, row.restriction, row.rider));
    *ret_card = (struct person_card){
        .id = row.id,
        .surname = row.surname,
        .name = row.name,
        .birth_date = whole ? row.birth_date : DATE_NONE,
        .birth_place = whole ? birth_place_name(row.birth_place_code) : NULL,
        .sex = whole ? row.sex : NULL,
        .tax_code = whole ? row.tax_code : NULL,
        .place_id = row.place_id,
        .place_name =
            person_place_text(ctx->arena, row.place_name, row.place_kind, row.municipality_name),
        .address = row.address,
        .phone = row.phone,
        .latitude_micro = row.latitude_micro,
        .longitude_micro = row.longitude_micro,
        .lives_alone = row.lives_alone,
        .lives_alone_on = row.lives_alone_on,
        .autonomy = row.autonomy,
        .autonomy_on = row.autonomy_on,
        .died_on = row.died_on,
        .rider = row.rider,
        .restricted = row.restriction,
        .version = row.version,
    };
    return OK;
}

enum status person_card(struct ctx *ctx, int64_t id, struct person_card *ret_card)
{
    struct person_card card;

    TRY(person_card_brief(ctx, id, &card));
    if (sees_persons(ctx))
        TRY(household_text(ctx, id, &card.household));
    *ret_card = card;
    return OK;
}

const char *person_full_name(struct arena *arena, const struct person_card *card)
{
    return arena_printf(arena, "%s %s", card->surname, card->name);
}

const char *person_by_sex(const struct person_card *card, const char *woman, const char *man,
                          const char *unknown)
{
    if (!card->sex)
        return unknown;
    return card->sex[0] == 'F' ? woman : man;
}

const char *person_died_text(struct ctx *ctx, const struct person_card *card)
{
    if (date_is_none(card->died_on))
        return NULL;
    return words_say(
        ctx, tr(ctx, person_by_sex(card, N_("morta il %s"), N_("morto il %s"), N_("morte il %s"))),
        date_show(ctx->arena, card->died_on));
}

const char *person_back_path(struct arena *arena, const char *torna, int64_t id)
{
    if (!torna || !response_path_is_local(torna) || strchr(torna, '#'))
        return NULL;
    return arena_printf(arena, "%s%spersona=%lld", torna, strchr(torna, '?') ? "&" : "?",
                        (long long)id);
}

struct person_draft person_draft_new(void)
{
    return (struct person_draft){
        .birth_date = DATE_NONE,
        .latitude_micro = SQL_INT_NONE,
        .longitude_micro = SQL_INT_NONE,
    };
}

const char *person_sort_key(struct arena *arena, const char *surname, const char *name)
{
    char *key = arena_alloc(arena, NAMES_SORT_KEY_BYTES);

    names_sort_key(surname, name, key, NAMES_SORT_KEY_BYTES);
    return key;
}

const char *person_tax_code_kind(const char *tax_code)
{
    struct tax_code code;
    enum tax_code_fault fault;

    if (!tax_code)
        return "none";
    if (tax_code_read(tax_code, &code, &fault) != OK)
        return "personal"; /* kept as it was told: only the tax office's value is authentic */
    switch (code.kind) {
    case TAX_CODE_PROVISIONAL:
        return "provisional";
    case TAX_CODE_STP:
        return "stp";
    case TAX_CODE_ENI:
        return "eni";
    default:
        return "personal";
    }
}

enum status person_keep_phones(struct ctx *tx, int64_t id, const char *const *phones,
                               const char *const *labels)
{
    for (size_t i = 0; i < PERSON_PHONES_MAX && phones[i]; i++)
        TRY(person_phone_insert(tx, id, phones[i], labels[i], (int64_t)i + 1));
    return OK;
}

enum status person_insert_draft(struct ctx *tx, const struct person_draft *draft, int64_t *ret_id)
{
    const struct person_insert_args args = {
        .surname = draft->surname,
        .name = draft->name,
        .sort_key = person_sort_key(tx->arena, draft->surname, draft->name),
        .birth_date = draft->birth_date,
        .birth_place_code = draft->birth_place_code,
        .sex = draft->sex,
        .citizenship_code = draft->citizenship_code,
        .tax_code = draft->tax_code,
        .tax_code_kind = person_tax_code_kind(draft->tax_code),
        .place_id = draft->place_id,
        .address = draft->address,
        .latitude_micro = draft->latitude_micro,
        .longitude_micro = draft->longitude_micro,
        .email = draft->email,
        .rider = draft->rider,
        .created_at = tx->now,
        .created_by = tx->actor->user_id,
    };

    TRY(person_insert(tx, &args, ret_id));
    TRY(person_keep_phones(tx, *ret_id, draft->phones, draft->phone_labels));
    if (draft->place_id || draft->address)
        TRY(person_residence_insert(tx, *ret_id, draft->place_id, draft->address,
                                    instant_date(tx->now)));
    return OK;
}

enum status person_create(struct ctx *tx, const struct person_draft *draft, int64_t *ret_id)
{
    TRY(person_insert_draft(tx, draft, ret_id));
    return audit_add(tx, &(struct audit_entry){.action = "person.create",
                                               .subject_kind = "person",
                                               .subject_id = *ret_id,
                                               .place_id = draft->place_id});
}

enum status person_declare(struct ctx *tx, int64_t person_id, const char *kind, const char *value,
                           const char *source, struct date declared_on)
{
    const struct person_declaration_insert_args args = {
        .person_id = person_id,
        .kind = kind,
        .value = value,
        .source = source,
        .declared_on = declared_on,
        .recorded_at = tx->now,
        .recorded_by = tx->actor->user_id,
    };

    TRY(person_declaration_insert(tx, &args));
    return audit_add(tx, &(struct audit_entry){.action = "person.declare",
                                               .subject_kind = "person",
                                               .subject_id = person_id,
                                               .fields = kind});
}

enum status person_mark_rider(struct ctx *tx, int64_t person_id)
{
    int64_t changed;

    TRY(person_set_rider(tx, person_id, &changed));
    if (changed == 0)
        return OK;
    return audit_add(tx, &(struct audit_entry){.action = "person.mark_rider",
                                               .subject_kind = "person",
                                               .subject_id = person_id,
                                               .fields = "rider"});
}
