/* The register of volunteers: read, printed, and written to at its end. */
#include <string.h>

#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "paper/csv.h"
#include "paper/pdf.h"
#include "people/tax_code.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteering/roll.h"
#include "volunteering/volunteering_pages.h"
#include "volunteering_html.h"
#include "volunteers_sql.h"

enum { NAME_MAX_CHARS = 60, TEXT_MAX = 200, CSV_BYTES_MAX = 8 * 1024 * 1024 };

static const struct input_choice SECTIONS[] = {
    {ROLL_REGULAR, N_("Volontari non occasionali"), 0},
    {ROLL_OCCASIONAL, N_("Volontari occasionali"), 1},
    {0},
};

static const struct input_choice KINDS[] = {
    {ROLL_START, N_("Inizio dell’attività"), 0},
    {ROLL_END, N_("Fine dell’attività"), 1},
    {ROLL_CORRECTION, N_("Correzione di un’iscrizione"), 2},
    {0},
};

/* ---- in words -------------------------------------------------------------------------------- */

static struct roll_view roll_show(struct ctx *ctx, const struct roll_row *row)
{
    const struct date written = instant_date(row->written_at);

    return (struct roll_view){
        .number = row->number,
        .written = arena_printf(ctx->arena, "%s %s", date_show(ctx->arena, written),
                                clock_show(ctx->arena, instant_clock(row->written_at))),
        .kind = text_equal(row->kind, ROLL_CORRECTION)
                    ? arena_printf(ctx->arena, tr(ctx, "Correzione della n. %lld"),
                                   (long long)row->corrects)
                    : volunteering_label(ctx, KINDS, row->kind),
        .section = volunteering_label(ctx, SECTIONS, row->section),
        .who = arena_printf(ctx->arena, "%s %s", row->surname, row->name),
        .identity = row->tax_code
                        ? row->tax_code
                        : words_say(ctx, tr(ctx, "luogo e data di nascita: %s, %s"),
                                    row->birth_place, date_show(ctx->arena, row->birth_date)),
        .residence = row->residence,
        .activity = span_show(ctx, row->activity_from, row->activity_to),
        .note = row->note,
        .print = row->print,
        .is_occasional = text_equal(row->section, ROLL_OCCASIONAL),
    };
}

static enum status roll_read(struct ctx *ctx, struct roll_row **ret_rows, size_t *ret_count)
{
    TRY(roll_all(ctx, ret_rows, ret_count));
    return audit_read(ctx, &(struct audit_entry){.action = "roll.read"});
}

/* ---- read ------------------------------------------------------------------------------------ */

/* Who serves and is in neither section: first of all, to be entered. */
static enum status missing_fill(struct ctx *ctx, const struct roll_row *rows, size_t count,
                                struct roll_list_view *view)
{
    struct volunteer_row *volunteers;
    size_t volunteer_count;

    TRY(volunteers_in_service(ctx, instant_date(ctx->now), &volunteers, &volunteer_count));

    struct roll_missing_view *missing =
        arena_array(ctx->arena, struct roll_missing_view, volunteer_count);

    for (size_t i = 0; i < volunteer_count; i++) {
        const struct volunteer_row *row = &volunteers[i];

        if (roll_open_entry(rows, count, row->id, ROLL_REGULAR) ||
            roll_open_entry(rows, count, row->id, ROLL_OCCASIONAL))
            continue;
        missing[view->missing_count++] = (struct roll_missing_view){
            .who = arena_printf(ctx->arena, "%s %s", row->surname, row->name),
            .href = arena_printf(ctx->arena, "/volontari/%lld/registro", (long long)row->id),
        };
    }
    view->missing = missing;
    return OK;
}

enum status roll_list_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct roll_list_view view = {0};
    struct roll_row *rows;

    TRY(roll_read(ctx, &rows, &view.count));

    struct roll_view *entries = arena_array(ctx->arena, struct roll_view, view.count);

    for (size_t i = 0; i < view.count; i++)
        entries[i] = roll_show(ctx, &rows[i]);
    view.entries = entries;
    TRY(missing_fill(ctx, rows, view.count, &view));
    TRY(roll_verify(ctx, rows, view.count, &view.bad_number));
    view.print = view.count > 0 ? rows[view.count - 1].print : NULL;
    TRY(staff_frame(ctx, request, tr(ctx, "Registro dei volontari"), "volunteers", &view.frame));

    struct html page = frame_html(ctx, response);

    roll_list(&page, &view);
    return OK;
}

enum status roll_csv(struct ctx *ctx, struct request *request, struct response *response)
{
    struct buf csv = buf_new(ctx->arena, CSV_BYTES_MAX);
    struct roll_row *rows;
    size_t count;

    (void)request;
    TRY(roll_read(ctx, &rows, &count));
    csv_begin(&csv, tr(ctx, "Numero;Scritta il;Sezione;Iscrizione;Volontario;Identità;Residenza;"
                            "Attività;Nota;Impronta"));
    for (size_t i = 0; i < count; i++) {
        const struct roll_view entry = roll_show(ctx, &rows[i]);

        buf_printf(&csv, "%lld;", (long long)entry.number);
        csv_put(&csv, entry.written, false);
        csv_put(&csv, entry.section, false);
        csv_put(&csv, entry.kind, false);
        csv_put(&csv, entry.who, false);
        csv_put(&csv, entry.identity, false);
        csv_put(&csv, entry.residence, false);
        csv_put(&csv, entry.activity, false);
        csv_put(&csv, entry.note, false);
        csv_put(&csv, entry.print, true);
    }
    return response_csv(response, "registro-volontari.csv", &csv);
}

static void roll_paper_entry(struct ctx *ctx, struct pdf *pdf, const struct roll_view *entry)
{
    pdf_add(pdf, PDF_HEADING,
            words_say(ctx, tr(ctx, "N. %lld, scritta il %s: %s"), (long long)entry->number,
                      entry->written, entry->kind));
    pdf_add(pdf, PDF_TEXT,
            arena_printf(ctx->arena, "%s\n%s, %s\n%s: %s", entry->section, entry->who,
                         entry->identity, entry->residence, entry->activity));
    pdf_add(pdf, PDF_TEXT, entry->note);
    pdf_add(pdf, PDF_SMALL, entry->print);
}

/* The sheets of a year: numbered and dated, as the decree wants them. */
enum status roll_paper(struct ctx *ctx, struct request *request, struct response *response)
{
    struct roll_row *rows;
    const void *bytes;
    int64_t year;
    size_t count;
    size_t length;

    ctx->words = NULL; /* a register of an Italian body */
    if (text_to_int(form_value(&request->query, "anno"), &year) != OK)
        year = date_year(instant_date(ctx->now));
    TRY(roll_read(ctx, &rows, &count));

    struct pdf pdf = pdf_new(ctx->arena, tr(ctx, "Registro dei volontari"), ctx->now);

    pdf.about = words_say(ctx, tr(ctx, "Iscrizioni del %lld"), (long long)year);
    pdf_add(&pdf, PDF_TITLE, tr(ctx, "Registro dei volontari"));
    pdf_add(&pdf, PDF_LEAD,
            tr(ctx, "Articolo 17, comma 1, del D.Lgs. 117/2017 e decreto 6 ottobre 2021"));
    for (size_t i = 0; i < count; i++) {
        if (date_year(instant_date(rows[i].written_at)) == (int)year) {
            const struct roll_view entry = roll_show(ctx, &rows[i]);

            roll_paper_entry(ctx, &pdf, &entry);
        }
    }
    TRY(pdf_write(&pdf, &bytes, &length));
    response_inline_file(response, "application/pdf",
                         arena_printf(ctx->arena, "registro-volontari-%lld.pdf", (long long)year),
                         bytes, length);
    return OK;
}

/* ---- written to ------------------------------------------------------------------------------ */

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
    INPUT_CHOICE(struct roll_form, kind, KINDS, "Che cosa si scrive", "Scegli che cosa si scrive"),
    INPUT_CHOICE(struct roll_form, section, SECTIONS, "Sezione", "Scegli la sezione"),
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
        .kinds = options_of(ctx, KINDS),
        .sections = options_of(ctx, SECTIONS),
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

enum status roll_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct roll_adding adding = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct roll_form form;
    const char *name;
    enum status status = OK;

    TRY(volunteering_name(ctx, request->ids[0], &name));
    TRY(input_read(ctx, &request->form, ROLL, &form, &errors));
    if (!adding.once)
        return ERR_INVALID;
    identity_check(ctx, &form, &errors);
    dates_check(ctx, &form, &errors);
    adding.writing.entry = entry_of(ctx, request->ids[0], &form);
    if (errors.count == 0)
        status = store_write(ctx, roll_adding_write, &adding);
    if (status == ERR_DENIED)
        refusal_tell(ctx, adding.writing.refusal, &errors);
    else
        TRY(status);
    if (errors.count > 0)
        return roll_form_show(ctx, request, &request->form, &errors, response);
    return response_done(response, ROLL_PATH, tr(ctx, "L’iscrizione è scritta nel registro."));
}
