/* The register of volunteers: read and printed. */
#include <string.h>

#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "paper/csv.h"
#include "paper/pdf.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "volunteering/roll.h"
#include "volunteering/volunteering_pages.h"
#include "volunteering_html.h"
#include "volunteers_sql.h"

enum { CSV_BYTES_MAX = 8 * 1024 * 1024 };

const struct input_choice ROLL_SECTIONS[] = {
    {ROLL_REGULAR, N_("Volontari non occasionali"), 0},
    {ROLL_OCCASIONAL, N_("Volontari occasionali"), 1},
    {0},
};

const struct input_choice ROLL_KINDS[] = {
    {ROLL_START, N_("Inizio dell’attività"), 0},
    {ROLL_END, N_("Fine dell’attività"), 1},
    {ROLL_CORRECTION, N_("Correzione di un’iscrizione"), 2},
    {0},
};

/* ---- in words -------------------------------------------------------------------------------- */

struct roll_view roll_show(struct ctx *ctx, const struct roll_row *row)
{
    const struct date written = instant_date(row->written_at);

    return (struct roll_view){
        .number = row->number,
        .written = arena_printf(ctx->arena, "%s %s", date_show(ctx->arena, written),
                                clock_show(ctx->arena, instant_clock(row->written_at))),
        .kind = text_equal(row->kind, ROLL_CORRECTION)
                    ? arena_printf(ctx->arena, tr(ctx, "Correzione della n. %lld"),
                                   (long long)row->corrects)
                    : volunteering_label(ctx, ROLL_KINDS, row->kind),
        .section = volunteering_label(ctx, ROLL_SECTIONS, row->section),
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
