/* Writing to the register of volunteers: what is asked, looked at once more, and then never
 * altered. */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "people/tax_code.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteering/roll.h"
#include "volunteering/volunteering_pages.h"
#include "volunteering_html.h"
#include "volunteers_sql.h"

enum { NAME_MAX_CHARS = 60, TEXT_MAX = 200 };

struct roll_form {
    const char *kind;
    const char *section;
    int64_t corrects;
    const char *surname;
    const char *name;
    const char *tax_code;
    struct date birth_date;
    const char *birth_place;
    const char *residence;
    struct date activity_from;
    struct date activity_to;
    const char *note;
};

static const struct input ROLL[] = {
    INPUT_CHOICE(struct roll_form, kind, ROLL_KINDS, "Che cosa si scrive",
                 "Scegli che cosa si scrive"),
    INPUT_CHOICE(struct roll_form, section, ROLL_SECTIONS, "Sezione", "Scegli la sezione"),
    INPUT_COUNT(struct roll_form, corrects, 1, INT32_MAX, "Numero da correggere", OPTIONAL),
    INPUT_NAME(struct roll_form, surname, NAME_MAX_CHARS, "Cognome", "Scrivi il cognome"),
    INPUT_NAME(struct roll_form, name, NAME_MAX_CHARS, "Nome", "Scrivi il nome"),
    INPUT_LINE(struct roll_form, tax_code, 20, "Codice fiscale", OPTIONAL),
    INPUT_DATE(struct roll_form, birth_date, DATES_PAST, "Data di nascita", OPTIONAL),
    INPUT_LINE(struct roll_form, birth_place, NAME_MAX_CHARS, "Luogo di nascita", OPTIONAL),
    INPUT_LINE(struct roll_form, residence, TEXT_MAX, "Residenza", "Scrivi la residenza"),
    INPUT_DATE(struct roll_form, activity_from, DATES_ANY, "Inizio dell’attività",
               "Scrivi il primo giorno di attività"),
    INPUT_DATE(struct roll_form, activity_to, DATES_ANY, "Fine dell’attività", OPTIONAL),
    INPUT_LINE(struct roll_form, note, TEXT_MAX, "Nota", OPTIONAL),
};

/* What was entered last of the volunteer, or what the list of volunteers knows. */
static enum status form_proposed(struct ctx *ctx, int64_t volunteer_id, struct form *form)
{
    struct volunteer_row volunteer;
    struct roll_form args = {
        .kind = ROLL_START, .section = ROLL_REGULAR, .corrects = INPUT_COUNT_NONE};
    struct roll_row *rows;
    size_t count;

    TRY(volunteer_read(ctx, volunteer_id, &volunteer));
    TRY(roll_all(ctx, &rows, &count));
    args.surname = volunteer.surname;
    args.name = volunteer.name;
    args.residence = volunteer.address
                         ? arena_printf(ctx->arena, "%s, %s", volunteer.address, volunteer.place)
                         : volunteer.place;
    args.activity_from = volunteer.from_date;
    args.birth_date = args.activity_to = DATE_NONE;
    args.tax_code = args.birth_place = args.note = "";
    for (size_t i = 0; i < count; i++) {
        const struct roll_row *row = &rows[i];

        if (row->volunteer_id != volunteer_id)
            continue;
        args.kind = text_equal(row->kind, ROLL_END) ? ROLL_START : ""; /* no undoing: chosen */
        args.section = row->section;
        args.tax_code = row->tax_code ? row->tax_code : "";
        args.birth_date = row->birth_date;
        args.birth_place = row->birth_place ? row->birth_place : "";
        args.residence = row->residence;
        args.activity_from = row->activity_from;
    }
    input_show(ctx, form, ROLL, &args);
    return OK;
}

static enum status roll_form_show(struct ctx *ctx, struct request *request, const struct form *form,
                                  const struct form_errors *errors, struct response *response)
{
    struct roll_form_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .kinds = options_of(ctx, ROLL_KINDS),
        .sections = options_of(ctx, ROLL_SECTIONS),
    };

    TRY(volunteering_name(ctx, request->ids[0], &view.name));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "roll.open",
                                              .subject_kind = "volunteer",
                                              .subject_id = request->ids[0]}));
    TRY(staff_frame(ctx, request, tr(ctx, "Scrivi nel registro"), "volunteers", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    roll_form_page(&page, &view);
    return OK;
}

enum status roll_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = form_empty(ctx->arena);

    TRY(form_proposed(ctx, request->ids[0], &form));
    return roll_form_show(ctx, request, &form, NULL, response);
}

static void identity_check(struct ctx *ctx, struct roll_form *form, struct form_errors *errors)
{
    enum tax_code_fault fault;
    struct tax_code code;

    if (text_is_blank(form->tax_code)) {
        if (date_is_none(form->birth_date) || text_is_blank(form->birth_place))
            form_error_add(ctx, errors, "tax_code",
                           tr(ctx, "Scrivi il codice fiscale, o data e luogo di nascita"));
        return;
    }
    if (tax_code_read(form->tax_code, &code, &fault) != OK)
        form_error_add(ctx, errors, "tax_code",
                       tr(ctx, "Controlla il codice fiscale: c’è una lettera o una cifra diversa"));
    else
        form->tax_code = arena_copy_n(ctx->arena, code.text, strlen(code.text));
}

static void dates_check(struct ctx *ctx, const struct roll_form *form, struct form_errors *errors)
{
    const bool correction = text_equal(form->kind, ROLL_CORRECTION);

    if (text_equal(form->kind, ROLL_END) && date_is_none(form->activity_to))
        form_error_add(ctx, errors, "activity_to", tr(ctx, "Scrivi l’ultimo giorno di attività"));
    if (!date_is_none(form->activity_to) && !date_is_none(form->activity_from) &&
        form->activity_to.days < form->activity_from.days)
        form_error_add(ctx, errors, "activity_to",
                       tr(ctx, "Scrivi un ultimo giorno dopo il primo"));
    if (correction && form->corrects == INPUT_COUNT_NONE)
        form_error_add(ctx, errors, "corrects",
                       tr(ctx, "Scrivi il numero dell’iscrizione da correggere"));
    if (correction && text_is_blank(form->note))
        form_error_add(ctx, errors, "note", tr(ctx, "Scrivi che cosa si corregge e perché"));
}

static void refusal_tell(struct ctx *ctx, enum roll_refusal refusal, struct form_errors *errors)
{
    switch (refusal) {
    case ROLL_STARTED_ALREADY:
        form_error_add(ctx, errors, "kind",
                       tr(ctx, "In questa sezione l’attività è già cominciata: scrivi la fine, o "
                               "una correzione"));
        break;
    case ROLL_NOT_STARTED:
        form_error_add(ctx, errors, "kind",
                       tr(ctx, "In questa sezione l’attività non è cominciata: scrivi prima "
                               "l’inizio"));
        break;
    case ROLL_NO_SUCH_ENTRY:
        form_error_add(ctx, errors, "corrects",
                       tr(ctx, "Scrivi il numero di un’iscrizione di questo volontario"));
        break;
    case ROLL_FINE:
        break;
    }
}

struct roll_adding {
    struct once *once;
    struct roll_writing writing;
};

static enum status roll_adding_write(struct ctx *tx, void *args)
{
    struct roll_adding *adding = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(roll_write(tx, &adding->writing));
    return once_end(tx, adding->once, adding->writing.entry.number);
}

static struct roll_insert_args entry_of(struct ctx *ctx, int64_t volunteer_id,
                                        const struct roll_form *form)
{
    return (struct roll_insert_args){
        .volunteer_id = volunteer_id,
        .section = form->section,
        .kind = form->kind,
        .corrects = text_equal(form->kind, ROLL_CORRECTION) ? form->corrects : SQL_INT_NONE,
        .surname = form->surname,
        .name = form->name,
        .tax_code = text_or_null(form->tax_code),
        .birth_date = form->birth_date,
        .birth_place = text_or_null(form->birth_place),
        .residence = form->residence,
        .activity_from = form->activity_from,
        .activity_to = form->activity_to,
        .note = text_or_null(form->note),
        .written_at = ctx->now,
        .written_by = ctx->actor->user_id,
    };
}

/* The entry as it would be read, before it can no longer be changed. */
static enum status roll_check_show(struct ctx *ctx, struct request *request,
                                   const struct roll_insert_args *entry, struct response *response)
{
    const struct roll_row row = roll_row_of(entry);
    struct roll_check_view view = {
        .ask = ask_new(ctx, request, &request->form, NULL),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .entry = roll_show(ctx, &row),
    };

    view.fields = ask_carried(ctx, &request->form, &view.field_count);
    TRY(staff_frame(ctx, request, tr(ctx, "Rileggi prima di scrivere"), "volunteers", &view.frame));

    struct html page = frame_html(ctx, response);

    roll_check(&page, &view);
    return OK;
}

/* As the write will decide again. */
static enum status entry_check(struct ctx *ctx, const struct roll_insert_args *entry,
                               struct form_errors *errors)
{
    struct roll_row *rows;
    size_t count;

    TRY(roll_all(ctx, &rows, &count));
    refusal_tell(ctx, roll_judge(rows, count, entry), errors);
    return OK;
}

static enum status entry_write(struct ctx *ctx, struct request *request, struct roll_adding *adding,
                               struct form_errors *errors, struct response *response)
{
    enum status status = store_write(ctx, roll_adding_write, adding);

    if (status == ERR_DENIED) {
        refusal_tell(ctx, adding->writing.refusal, errors);
        return roll_form_show(ctx, request, &request->form, errors, response);
    }
    TRY(status);
    return response_done(response, ROLL_PATH, tr(ctx, "L’iscrizione è scritta nel registro."));
}

enum status roll_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct roll_adding adding = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct roll_form form;
    const char *name;
    bool kept;

    TRY(volunteering_name(ctx, request->ids[0], &name));
    TRY(input_read(ctx, &request->form, ROLL, &form, &errors));
    if (!adding.once)
        return ERR_INVALID;
    identity_check(ctx, &form, &errors);
    dates_check(ctx, &form, &errors);
    adding.writing.entry = entry_of(ctx, request->ids[0], &form);
    TRY(once_is_kept(ctx, adding.once,
                     &kept)); /* then it is in the register, and may stand there */
    if (errors.count == 0 && !kept)
        TRY(entry_check(ctx, &adding.writing.entry, &errors));
    if (errors.count > 0)
        return roll_form_show(ctx, request, &request->form, &errors, response);
    if (form_has(&request->form, ASK_STEP, ASK_BACK))
        return roll_form_show(ctx, request, &request->form, NULL, response);
    if (!kept && !form_has(&request->form, ASK_SEEN, "yes"))
        return roll_check_show(ctx, request, &adding.writing.entry, response);
    return entry_write(ctx, request, &adding, &errors, response);
}
