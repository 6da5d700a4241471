/* Refunds: by month, one, a new one, and what the body decides. */
#include <string.h>

#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "paper/csv.h"
#include "paper/pdf.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteering/volunteering.h"
#include "volunteering/volunteering_pages.h"
#include "volunteering_html.h"

enum { WHAT_FOR_MAX = 300, RECEIPT_MAX = 120, REASON_MAX = 300, CSV_BYTES_MAX = 4 * 1024 * 1024 };

static const struct input_choice BASES[] = {
    {REFUND_DOCUMENTED, N_("Con ricevuta"), 0},
    {REFUND_DECLARED, N_("Autocertificata, senza ricevuta"), 1},
    {0},
};

static const struct input_choice STATES[] = {
    {"asked", N_("Da decidere"), 0},
    {"approved", N_("Approvato"), 1},
    {"rejected", N_("Respinto"), 2},
    {0},
};

/* ---- in words -------------------------------------------------------------------------------- */

static struct refund_view refund_show(struct ctx *ctx, const struct codes *costs,
                                      const struct refund_row *row)
{
    struct refund_view view = {
        .id = row->id,
        .href = arena_printf(ctx->arena, REFUNDS_PATH "/%lld", (long long)row->id),
        .who = arena_printf(ctx->arena, "%s %s", row->surname, row->name),
        .organization = row->organization,
        .day = date_show(ctx->arena, row->on_day),
        .cost = codes_label(ctx, costs, row->cost),
        .what_for = row->what_for,
        .basis = volunteering_label(ctx, BASES, row->basis),
        .receipt = row->receipt,
        .amount = money_show(ctx->arena, row->amount),
        .state = volunteering_label(ctx, STATES, row->state),
        .decision_note = row->decision_note,
        .waits = text_equal(row->state, "asked"),
        .version = row->version,
    };

    if (!view.waits)
        view.decided =
            words_say(ctx, tr(ctx, "da %s %s il %s"), row->decider_name, row->decider_surname,
                      date_show(ctx->arena, instant_date(row->decided_at)));
    return view;
}

/* ---- by month -------------------------------------------------------------------------------- */

static enum status month_read(struct ctx *ctx, struct month month, struct refund_row **ret_rows,
                              size_t *ret_count)
{
    TRY(refunds_between(ctx, month.first, month.last, ret_rows, ret_count));
    return audit_read(ctx, &(struct audit_entry){.action = "refund.list"});
}

static struct money money_add(struct money a, struct money b)
{
    return (struct money){a.cents + b.cents};
}

/* Rows of one volunteer follow each other. What was rejected counts nowhere. */
static void totals_fill(struct ctx *ctx, const struct refund_row *rows, size_t count,
                        struct refund_list_view *view)
{
    struct refund_total_view *totals = arena_array(ctx->arena, struct refund_total_view, count);
    struct money all = {0};

    for (size_t i = 0; i < count;) {
        struct money documented = {0}, declared = {0}, approved = {0};
        const struct refund_row *first = &rows[i];

        for (; i < count && rows[i].volunteer_id == first->volunteer_id; i++) {
            if (text_equal(rows[i].state, "rejected"))
                continue;
            if (text_equal(rows[i].basis, REFUND_DOCUMENTED))
                documented = money_add(documented, rows[i].amount);
            else
                declared = money_add(declared, rows[i].amount);
            if (text_equal(rows[i].state, "approved"))
                approved = money_add(approved, rows[i].amount);
        }
        all = money_add(all, approved);
        totals[view->total_count++] = (struct refund_total_view){
            .who = arena_printf(ctx->arena, "%s %s", first->surname, first->name),
            .href = arena_printf(ctx->arena, "/volontari/%lld/rimborsi",
                                 (long long)first->volunteer_id),
            .documented = money_show(ctx->arena, documented),
            .declared = money_show(ctx->arena, declared),
            .approved = money_show(ctx->arena, approved),
        };
    }
    view->totals = totals;
    view->approved = money_show(ctx->arena, all);
}

static enum status refund_views(struct ctx *ctx, const struct refund_row *rows, size_t count,
                                struct refund_view **ret_views)
{
    struct refund_view *views = arena_array(ctx->arena, struct refund_view, count);
    struct codes costs;

    TRY(codes_read_all(ctx, "refund_cost", &costs));
    for (size_t i = 0; i < count; i++)
        views[i] = refund_show(ctx, &costs, &rows[i]);
    *ret_views = views;
    return OK;
}

enum status refund_list_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct month month = volunteering_month(ctx, request);
    struct refund_list_view view = {
        .month = volunteering_month_view(ctx, month, REFUNDS_PATH),
        .csv = arena_printf(ctx->arena, REFUNDS_PATH "/csv?mese=%s", month_code(ctx, month)),
    };
    struct refund_view *refunds;
    struct refund_row *rows;

    TRY(month_read(ctx, month, &rows, &view.count));
    TRY(refund_views(ctx, rows, view.count, &refunds));
    view.refunds = refunds;
    totals_fill(ctx, rows, view.count, &view);
    TRY(staff_frame(ctx, request, tr(ctx, "Rimborsi"), "volunteers", &view.frame));

    struct html page = frame_html(ctx, response);

    refund_list(&page, &view);
    return OK;
}

enum status refund_list_csv(struct ctx *ctx, struct request *request, struct response *response)
{
    struct month month = volunteering_month(ctx, request);
    struct buf csv = buf_new(ctx->arena, CSV_BYTES_MAX);
    struct refund_view *refunds;
    struct refund_row *rows;
    size_t count;

    TRY(month_read(ctx, month, &rows, &count));
    TRY(refund_views(ctx, rows, count, &refunds));
    csv_begin(&csv, tr(ctx, "Numero;Volontario;Giorno;Spesa;Per che cosa;Prova;Ricevuta;Importo;"
                            "Stato"));
    for (size_t i = 0; i < count; i++) {
        const struct refund_view *refund = &refunds[i];

        buf_printf(&csv, "%lld;", (long long)refund->id);
        csv_put(&csv, refund->who, false);
        csv_put(&csv, refund->day, false);
        csv_put(&csv, refund->cost, false);
        csv_put(&csv, refund->what_for, false);
        csv_put(&csv, refund->basis, false);
        csv_put(&csv, refund->receipt, false);
        csv_put(&csv, refund->amount, false);
        csv_put(&csv, refund->state, true);
    }
    return response_csv(response,
                        arena_printf(ctx->arena, "rimborsi-%s.csv", month_code(ctx, month)), &csv);
}

/* ---- a new one ------------------------------------------------------------------------------- */

struct refund_form {
    struct date on_day;
    const char *basis;
    const char *cost;
    const char *what_for;
    const char *receipt;
    struct money amount;
};

static const struct input REFUND[] = {
    INPUT_DATE(struct refund_form, on_day, DATES_PAST, "Giorno della spesa",
               "Scrivi il giorno della spesa"),
    INPUT_CHOICE(struct refund_form, basis, BASES, "Come si prova", "Scegli se c’è la ricevuta"),
    INPUT_LINE(struct refund_form, cost, 60, "Che spesa è", "Scegli che spesa è"),
    INPUT_LINE(struct refund_form, what_for, WHAT_FOR_MAX, "Per che cosa",
               "Scrivi per che cosa si è speso: una cifra senza motivo non si rimborsa"),
    INPUT_LINE(struct refund_form, receipt, RECEIPT_MAX, "Ricevuta", OPTIONAL),
    INPUT_MONEY(struct refund_form, amount, "Importo", "Scrivi quanto si è speso"),
};

static const char *limits_show(struct ctx *ctx, const struct refund_limits *limits)
{
    return words_say(
        ctx,
        tr(ctx, "Senza ricevuta si arriva a %s al giorno e %s al mese, con ricevuta a %s al mese."),
        money_show(ctx->arena, limits->declared_day),
        money_show(ctx->arena, limits->declared_month),
        money_show(ctx->arena, limits->documented_month));
}

static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct form_errors *errors, struct response *response)
{
    struct refund_form_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .back = arena_printf(ctx->arena, "/volontari/%lld", (long long)request->ids[0]),
        .bases = options_of(ctx, BASES),
    };
    struct refund_limits limits;
    struct policy_set policies;

    TRY(volunteering_name(ctx, request->ids[0], &view.name));
    TRY(policy_read(ctx, instant_date(ctx->now), &policies));
    limits = refund_limits_of(&policies, "");
    view.limits = limits_show(ctx, &limits);
    TRY(choices_codes(ctx, "refund_cost", &view.costs));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "refund.open",
                                              .subject_kind = "volunteer",
                                              .subject_id = request->ids[0]}));
    TRY(staff_frame(ctx, request, tr(ctx, "Nuovo rimborso"), "volunteers", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    refund_form_page(&page, &view);
    return OK;
}

enum status refund_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return form_show(ctx, request, NULL, response);
}

static enum status form_read(struct ctx *ctx, struct request *request, struct refund_form *form,
                             struct form_errors *errors)
{
    struct codes costs;

    TRY(input_read(ctx, &request->form, REFUND, form, errors));
    TRY(codes_read_all(ctx, "refund_cost", &costs));
    if (*form->cost && !codes_find(&costs, form->cost))
        form_error_add(ctx, errors, "cost", tr(ctx, "Scegli la spesa dall’elenco"));
    if (text_equal(form->basis, REFUND_DOCUMENTED) && text_is_blank(form->receipt))
        form_error_add(ctx, errors, "receipt",
                       tr(ctx, "Scrivi quale ricevuta è: di chi, numero, data"));
    if (!money_is_none(form->amount) && form->amount.cents == 0)
        form_error_add(ctx, errors, "amount", tr(ctx, "Scrivi quanto si è speso"));
    return volunteering_check_day(ctx, request->ids[0], form->on_day, errors);
}

/* Which ceiling, and what can be had instead. */
static void refusal_tell(struct ctx *ctx, const struct refund_asking *asking,
                         struct form_errors *errors)
{
    const bool declared = text_equal(asking->refund.basis, REFUND_DECLARED);
    const char *left = money_show(ctx->arena, asking->left);

    if (asking->refusal == REFUND_COST_NEEDS_RECEIPT)
        form_error_add(ctx, errors, "basis",
                       tr(ctx, "Questa spesa si rimborsa solo con la ricevuta: l’associazione non "
                               "ha deciso di accettarla autocertificata"));
    else if (asking->refusal == REFUND_OVER_DAY)
        form_error_add(ctx, errors, "amount",
                       arena_printf(ctx->arena,
                                    tr(ctx, "Senza ricevuta, per quel giorno si possono ancora "
                                            "chiedere %s. Il resto serve con la ricevuta"),
                                    left));
    else
        form_error_add(
            ctx, errors, "amount",
            arena_printf(ctx->arena,
                         declared ? tr(ctx, "Senza ricevuta, in quel mese si possono ancora "
                                            "chiedere %s. Il resto serve con la ricevuta")
                                  : tr(ctx, "Per quel mese l’associazione può rimborsare ancora "
                                            "%s"),
                         left));
}

struct refund_write {
    struct once *once;
    struct refund_asking asking;
    int64_t id;
};

static enum status refund_write(struct ctx *tx, void *args)
{
    struct refund_write *write = args;
    bool done;

    TRY(once_begin(tx, write->once, &done, &write->id));
    if (done)
        return OK;
    TRY(refund_ask(tx, &write->asking, &write->id));
    return once_end(tx, write->once, write->id);
}

enum status refund_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct refund_write write = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct refund_form form;
    enum status status = OK;

    TRY(form_read(ctx, request, &form, &errors));
    if (!write.once)
        return ERR_INVALID;
    write.asking.refund = (struct refund_insert_args){
        .volunteer_id = request->ids[0],
        .on_day = form.on_day,
        .basis = form.basis,
        .cost = form.cost,
        .what_for = form.what_for,
        .receipt = text_equal(form.basis, REFUND_DOCUMENTED) ? form.receipt : NULL,
        .amount = form.amount,
        .now = ctx->now,
        .user_id = ctx->actor->user_id,
    };
    if (errors.count == 0)
        status = store_write(ctx, refund_write, &write);
    if (status == ERR_DENIED)
        refusal_tell(ctx, &write.asking, &errors);
    else
        TRY(status);
    if (errors.count > 0)
        return form_show(ctx, request, &errors, response);
    return response_done(response,
                         arena_printf(ctx->arena, REFUNDS_PATH "/%lld", (long long)write.id),
                         tr(ctx, "La richiesta di rimborso è salvata."));
}

/* ---- one, and what is decided ---------------------------------------------------------------- */

static enum status refund_read_view(struct ctx *ctx, int64_t id, struct refund_row *ret_row,
                                    struct refund_view *ret_view)
{
    struct codes costs;

    TRY(refund_read(ctx, id, ret_row));
    TRY(codes_read_all(ctx, "refund_cost", &costs));
    TRY(audit_read(ctx, &(struct audit_entry){
                            .action = "refund.open", .subject_kind = "refund", .subject_id = id}));
    *ret_view = refund_show(ctx, &costs, ret_row);
    return OK;
}

static enum status decision_show(struct ctx *ctx, struct request *request,
                                 const struct form_errors *errors, struct response *response)
{
    struct refund_page_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors)};
    struct refund_row row;

    TRY(refund_read_view(ctx, request->ids[0], &row, &view.refund));
    view.back =
        arena_printf(ctx->arena, REFUNDS_PATH "?mese=%s", month_code(ctx, month_of(row.on_day)));
    TRY(staff_frame(ctx, request, tr(ctx, "Rimborso"), "volunteers", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    refund_page(&page, &view);
    return OK;
}

enum status refund_page_show(struct ctx *ctx, struct request *request, struct response *response)
{
    return decision_show(ctx, request, NULL, response);
}

struct decision_form {
    const char *outcome;
    const char *reason;
    int64_t version;
};

static const struct input_choice OUTCOMES[] = {
    {"approved", N_("Approva"), 1}, {"rejected", N_("Respingi"), 2}, {0}};

static const struct input DECISION[] = {
    INPUT_CHOICE(struct decision_form, outcome, OUTCOMES, "Decisione",
                 "Scegli se approvare o respingere"),
    INPUT_LINE(struct decision_form, reason, REASON_MAX, "Motivo", OPTIONAL),
    INPUT_COUNT(struct decision_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

static enum status decision_write(struct ctx *tx, void *args)
{
    return refund_settle(tx, args);
}

enum status refund_decide_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};
    struct decision_form form;
    struct refund_decide_args decision;
    enum status status = OK;

    TRY(input_read(ctx, &request->form, DECISION, &form, &errors));
    if (text_equal(form.outcome, "rejected") && text_is_blank(form.reason))
        form_error_add(ctx, &errors, "reason", tr(ctx, "Scrivi perché non si rimborsa"));
    decision = (struct refund_decide_args){
        .id = request->ids[0],
        .version = form.version,
        .state = form.outcome,
        .decision_note = text_or_null(form.reason),
        .now = ctx->now,
        .user_id = ctx->actor->user_id,
    };
    if (errors.count == 0)
        status = store_write(ctx, decision_write, &decision);
    if (status == ERR_CONFLICT) {
        response->http_status = 409;
        form_error_add(ctx, &errors, "outcome",
                       tr(ctx, "Intanto qualcun altro ha deciso: guarda com’è adesso"));
    } else {
        TRY(status);
    }
    if (errors.count > 0)
        return decision_show(ctx, request, &errors, response);
    return response_done(response,
                         arena_printf(ctx->arena, REFUNDS_PATH "/%lld", (long long)decision.id),
                         text_equal(form.outcome, "approved") ? tr(ctx, "Il rimborso è approvato.")
                                                              : tr(ctx, "Il rimborso è respinto."));
}

/* The form on paper: what the volunteer signs, and the body keeps with the receipt. */
enum status refund_paper(struct ctx *ctx, struct request *request, struct response *response)
{
    struct refund_view refund;
    struct refund_row row;
    const void *bytes;
    size_t length;

    ctx->words = NULL; /* whoever prints it, it is for an Italian body */
    TRY(refund_read_view(ctx, request->ids[0], &row, &refund));

    struct pdf pdf = pdf_new(ctx->arena, tr(ctx, "Richiesta di rimborso"), ctx->now);

    pdf.sender = refund.organization;
    pdf.about = arena_printf(ctx->arena, tr(ctx, "Rimborso n. %lld"), (long long)refund.id);
    pdf_add(&pdf, PDF_TITLE, tr(ctx, "Richiesta di rimborso delle spese"));
    pdf_add_fact(&pdf, tr(ctx, "Volontario"), refund.who);
    pdf_add_fact(&pdf, tr(ctx, "Giorno della spesa"), refund.day);
    pdf_add_fact(&pdf, tr(ctx, "Spesa"), refund.cost);
    pdf_add_fact(&pdf, tr(ctx, "Per che cosa"), refund.what_for);
    pdf_add_fact(&pdf, tr(ctx, "Importo"), refund.amount);
    pdf_add_fact(&pdf, tr(ctx, "Come si prova"), refund.basis);
    pdf_add_fact(&pdf, tr(ctx, "Ricevuta"), refund.receipt);
    pdf_add(&pdf, PDF_TEXT,
            refund.receipt
                ? tr(ctx, "Dichiaro di aver sostenuto la spesa per l’attività di volontariato.")
                : tr(ctx, "Dichiaro, ai sensi dell’articolo 46 del D.P.R. 445/2000, di aver "
                          "sostenuto la spesa per l’attività di volontariato nel giorno detto "
                          "(D.Lgs. 117/2017, articolo 17, comma 4)."));
    pdf_add(&pdf, PDF_ADDRESS, tr(ctx, "Firma del volontario\n\n______________________"));
    pdf_add_fact(&pdf, tr(ctx, "Esito"),
                 refund.decided ? arena_printf(ctx->arena, "%s %s", refund.state, refund.decided)
                                : refund.state);
    pdf_add_fact(&pdf, tr(ctx, "Motivo"), refund.decision_note);
    TRY(pdf_write(&pdf, &bytes, &length));
    response_inline_file(response, "application/pdf",
                         arena_printf(ctx->arena, "rimborso-%lld.pdf", (long long)refund.id), bytes,
                         length);
    return OK;
}
