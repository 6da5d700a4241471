#include "people/double.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "engine/names/names.h"

static bool same_names(const struct person_draft *draft, const struct person_card *card)
{
    char mine[NAMES_SORT_KEY_BYTES];
    char theirs[NAMES_SORT_KEY_BYTES];

    names_sort_key(draft->surname, draft->name, mine, sizeof mine);
    names_sort_key(card->surname, card->name, theirs, sizeof theirs);
    return strcmp(mine, theirs) == 0;
}

static bool same_phone(const struct person_draft *draft, const struct person_card *card)
{
    for (size_t i = 0; i < PERSON_PHONES_MAX && draft->phones[i]; i++) {
        if (text_equal(draft->phones[i], card->phone))
            return true;
    }
    return false;
}

/* Families share a telephone: with the same number, a name in common tells more. */
static bool shares_a_name(const struct person_draft *draft, const struct person_card *card)
{
    char mine[2 * NAMES_TEXT_BYTES];
    char theirs[2 * NAMES_TEXT_BYTES];

    names_fold(draft->name, mine, sizeof mine);
    names_fold(card->name, theirs, sizeof theirs);
    return strcmp(mine, theirs) == 0;
}

enum double_reason double_reason_of(const struct person_draft *draft,
                                    const struct person_card *card)
{
    bool births = !date_is_none(draft->birth_date) && !date_is_none(card->birth_date);
    bool same_birth = births && draft->birth_date.days == card->birth_date.days;

    if (draft->tax_code && text_equal(draft->tax_code, card->tax_code))
        return DOUBLE_TAX_CODE;
    if (same_phone(draft, card))
        return same_names(draft, card) && same_birth ? DOUBLE_BIRTH
               : shares_a_name(draft, card)          ? DOUBLE_PHONE
                                                     : DOUBLE_SAME_PHONE;
    if (same_names(draft, card))
        return same_birth ? DOUBLE_BIRTH : DOUBLE_NAME;
    if (same_birth)
        return DOUBLE_ALIKE_BIRTH;
    return births ? 0 : DOUBLE_ALIKE;
}

const char *double_reason_label(const struct ctx *ctx, enum double_reason reason)
{
    static const char *const LABELS[] = {
        [DOUBLE_TAX_CODE] = N_("Stesso codice fiscale"),
        [DOUBLE_BIRTH] = N_("Stesso nome e stessa nascita"),
        [DOUBLE_ALIKE_BIRTH] = N_("Nome simile, stessa nascita"),
        [DOUBLE_PHONE] = N_("Stesso nome e stesso telefono"),
        [DOUBLE_NAME] = N_("Stesso cognome e nome"),
        [DOUBLE_SAME_PHONE] = N_("Stesso telefono"),
        [DOUBLE_ALIKE] = N_("Nome simile"),
    };

    return tr(ctx, LABELS[reason]);
}

void doubles_judge(struct ctx *ctx, const struct person_draft *draft,
                   const struct person_card *cards, size_t count,
                   struct person_double **ret_doubles, size_t *ret_count)
{
    struct person_double *doubles = arena_array(ctx->arena, struct person_double, count);
    size_t kept = 0;

    for (enum double_reason reason = DOUBLE_TAX_CODE; reason <= DOUBLE_ALIKE; reason++) {
        for (size_t i = 0; i < count; i++) {
            if (double_reason_of(draft, &cards[i]) == reason)
                doubles[kept++] = (struct person_double){cards[i], reason};
        }
    }
    *ret_doubles = doubles;
    *ret_count = kept;
}
