#include "people/person_change.h"

#include "base/text.h"
#include "people/person_rules.h"
#include "people_sql.h"
#include "staff/actor.h"
#include "store/audit.h"

enum status person_read_edit(struct ctx *ctx, int64_t id, struct person_edit *ret_edit)
{
    struct person_row row;
    struct person_phone *phones;
    size_t count;

    TRY(person_row(ctx, id, &row));
    TRY(person_is_visible(ctx, id, row.place_id, row.restriction, row.rider));
    TRY(person_phones(ctx, id, &phones, &count));
    *ret_edit = (struct person_edit){
        .id = id,
        .version = row.version,
        .lives_there_from = DATE_NONE,
        .died_on = row.died_on,
        .draft = {.surname = row.surname,
                  .name = row.name,
                  .birth_date = row.birth_date,
                  .birth_place_code = row.birth_place_code,
                  .sex = row.sex,
                  .citizenship_code = row.citizenship_code,
                  .tax_code = row.tax_code,
                  .place_id = row.place_id,
                  .address = row.address,
                  .latitude_micro = row.door_latitude_micro,
                  .longitude_micro = row.door_longitude_micro,
                  .email = row.email,
                  .rider = row.rider},
    };
    for (size_t i = 0; i < count && i < PERSON_PHONES_MAX; i++) {
        ret_edit->draft.phones[i] = phones[i].phone;
        ret_edit->draft.phone_labels[i] = phones[i].label;
    }
    return OK;
}

static bool same_phones(const struct person_draft *a, const struct person_draft *b)
{
    for (size_t i = 0; i < PERSON_PHONES_MAX; i++) {
        if (!text_equal(a->phones[i], b->phones[i]) ||
            !text_equal(a->phone_labels[i], b->phone_labels[i]))
            return false;
    }
    return true;
}

/* The names of the fields that differ, for the audit: never their text. */
static const char *changed_fields(struct arena *arena, const struct person_edit *before,
                                  const struct person_edit *after)
{
    const struct person_draft *a = &before->draft;
    const struct person_draft *b = &after->draft;
    const struct {
        const char *name;
        bool same;
    } fields[] = {
        {"surname", text_equal(a->surname, b->surname)},
        {"name", text_equal(a->name, b->name)},
        {"birth_date", a->birth_date.days == b->birth_date.days},
        {"birth_place_code", text_equal(a->birth_place_code, b->birth_place_code)},
        {"sex", text_equal(a->sex, b->sex)},
        {"citizenship_code", text_equal(a->citizenship_code, b->citizenship_code)},
        {"tax_code", text_equal(a->tax_code, b->tax_code)},
        {"place", a->place_id == b->place_id},
        {"address", text_equal(a->address, b->address)},
        {"email", text_equal(a->email, b->email)},
        {"phones", same_phones(a, b)},
        {"died_on", before->died_on.days == after->died_on.days},
    };
    const char *names = "";

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (!fields[i].same)
            names = arena_printf(arena, "%s%s%s", names, *names ? " " : "", fields[i].name);
    }
    return names;
}

static bool has_moved(const struct person_edit *before, const struct person_edit *after)
{
    return before->draft.place_id != after->draft.place_id ||
           !text_equal(before->draft.address, after->draft.address);
}

static enum status keep_residence(struct ctx *tx, const struct person_edit *edit)
{
    struct date from =
        date_is_none(edit->lives_there_from) ? instant_date(tx->now) : edit->lives_there_from;

    TRY(person_residence_close(tx, edit->id, from));
    return person_residence_insert(tx, edit->id, edit->draft.place_id, edit->draft.address, from);
}

static enum status write_person(struct ctx *tx, const struct person_edit *edit, bool moved)
{
    const struct person_draft *draft = &edit->draft;
    int64_t changed;
    const struct person_update_args args = {
        .id = edit->id,
        .version = edit->version,
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
        .latitude_micro = moved ? SQL_INT_NONE : draft->latitude_micro,
        .longitude_micro = moved ? SQL_INT_NONE : draft->longitude_micro,
        .email = draft->email,
        .died_on = edit->died_on,
    };

    TRY(person_update(tx, &args, &changed));
    return changed == 1 ? OK : ERR_CONFLICT;
}

enum status person_change(struct ctx *tx, const struct person_edit *edit)
{
    struct person_edit before;
    struct person_edit after = *edit;

    TRY(person_read_edit(tx, edit->id, &before));
    after.draft.latitude_micro = before.draft.latitude_micro;
    after.draft.longitude_micro = before.draft.longitude_micro;

    bool moved = has_moved(&before, &after);

    TRY(write_person(tx, &after, moved));
    TRY(person_phones_delete(tx, edit->id));
    TRY(person_keep_phones(tx, edit->id, after.draft.phones, after.draft.phone_labels));
    if (moved)
        TRY(keep_residence(tx, edit));
    return audit_add(tx, &(struct audit_entry){
                             .action = "person.change",
                             .subject_kind = "person",
                             .subject_id = edit->id,
                             .fields = changed_fields(tx->arena, &before, &after),
                             .place_id = after.draft.place_id,
                         });
}

enum status person_protect(struct ctx *tx, const struct person_protection *protection,
                           int64_t *ret_id)
{
    const struct protection_insert_args args = {
        .person_id = protection->person_id,
        .kind = protection->kind,
        .decree_number = protection->decree_number,
        .decree_date = protection->decree_date,
        .holder_name = protection->holder_name,
        .holder_phone = protection->holder_phone,
        .from_date = protection->from,
    };
    struct person_card card;

    TRY(person_card(tx, protection->person_id, &card));
    TRY(protection_insert(tx, &args, ret_id));
    return audit_add(tx, &(struct audit_entry){.action = "person.protect",
                                               .subject_kind = "person",
                                               .subject_id = card.id,
                                               .fields = "legal_protection"});
}

enum status person_unprotect(struct ctx *tx, int64_t person_id, int64_t protection_id,
                             struct date on)
{
    struct person_card card;
    int64_t changed;

    TRY(person_card(tx, person_id, &card));
    TRY(protection_end(tx, protection_id, person_id, on, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return audit_add(tx, &(struct audit_entry){.action = "person.unprotect",
                                               .subject_kind = "person",
                                               .subject_id = person_id,
                                               .fields = "legal_protection"});
}
