/*
 * The code lists: what may be chosen in the forms. A code that was used stays for what was
 * recorded; it is only no longer offered.
 */
#include <string.h>

#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/store.h"
#include "web/input.h"
#include "zone/zone.h"

/* Lists without a row here are not shown. Closed: the program's rules know each code of it. */
static const struct list_spec {
    const char *list;
    const char *label;
    const char *parent_list; /* whose codes group this one's; NULL for none */
    bool closed;
} LISTS[] = {
    {"channel", N_("Come arriva un contatto"), NULL, false},
    {"contact_reason", N_("Perché ci si rivolge all’ufficio"), NULL, false},
    {"caller", N_("Chi chiama"), NULL, false},
    {"desk_response", N_("Che cosa ha fatto lo sportello"), NULL, false},
    {"unmet_reason", N_("Perché un bisogno resta senza risposta"), NULL, false},
    {"call_back_outcome", N_("Come è finita una richiamata"), NULL, true},
    {"need_area", N_("Aree dei bisogni"), NULL, false},
    {"need", N_("Bisogni"), "need_area", false},
    {"social_category", N_("Categorie di persone"), NULL, false},
    {"household_relation", N_("Parentele nel nucleo"), NULL, false},
    {"autonomy", N_("Autonomia"), NULL, false},
    {"legal_protection", N_("Misure di protezione giuridica"), NULL, false},
    {"declaration_source", N_("Chi l’ha detto"), NULL, true},
    {"tax_code_kind", N_("Tipi di codice fiscale"), NULL, true},
    {"restriction", N_("Motivi di riservatezza"), NULL, true},
    {"organization_kind", N_("Tipi di organizzazione"), NULL, true},
    {"ride_purpose", N_("Destinazioni degli accompagnamenti"), NULL, false},
    {"return_kind", N_("Tipi di ritorno"), NULL, true},
    {"mobility_aid", N_("Ausili per camminare"), NULL, false},
    {"leg_outcome", N_("Come è andato un viaggio"), NULL, false},
    {"ride_state", N_("Stati di un accompagnamento"), NULL, true},
    {"volunteer_paper", N_("Documenti dei volontari"), NULL, false},
    {"vehicle_paper", N_("Documenti delle auto"), NULL, false},
    {"volunteer_activity", N_("Attività dei volontari"), NULL, false},
    {"refund_cost", N_("Spese dei volontari"), NULL, false},
    {"joint_service_area", N_("Aree dei servizi associati"), NULL, false},
    {"funding", N_("Fonti di finanziamento"), NULL, false},
    {"meeting_kind", N_("Tipi di riunione"), NULL, false},
    {"cost_split_key", N_("Chiavi di riparto"), NULL, false},
    {"istat_area", N_("Aree di utenza ISTAT"), NULL, true},
    {"siuss_area", N_("Aree di utenza SIUSS"), NULL, true},
};

enum { LIST_COUNT = sizeof LISTS / sizeof LISTS[0], POSITION_STEP = 1 };

static const struct list_spec *list_find(const char *list)
{
    for (size_t i = 0; i < LIST_COUNT; i++) {
        if (strcmp(LISTS[i].list, list) == 0)
            return &LISTS[i];
    }
    return NULL;
}

static void list_count(const struct code_list_row *rows, size_t count, struct code_list_line *line)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].list, line->list) == 0) {
            line->codes = rows[i].codes;
            line->in_use = rows[i].in_use;
        }
    }
}

enum status codes_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct code_list_line *lines = arena_array(ctx->arena, struct code_list_line, LIST_COUNT);
    struct code_lists_view view = {.lists = lines, .list_count = LIST_COUNT};
    struct code_list_row *rows;
    size_t count;

    TRY(staff_frame(ctx, request, tr(ctx, "Elenchi di voci"), "policy", &view.frame));
    TRY(code_lists(ctx, instant_date(ctx->now), &rows, &count));
    for (size_t i = 0; i < LIST_COUNT; i++) {
        lines[i] = (struct code_list_line){.list = LISTS[i].list, .label = tr(ctx, LISTS[i].label)};
        list_count(rows, count, &lines[i]);
    }

    struct html page = frame_html(ctx, response);

    codes_html(&page, &view);
    return OK;
}

/* ---- one list -------------------------------------------------------------------------------- */

static enum status parents_read(struct ctx *ctx, const struct list_spec *spec,
                                struct codes *ret_parents)
{
    *ret_parents = (struct codes){0};
    if (!spec->parent_list)
        return OK;
    return codes_read_in_use(ctx, spec->parent_list, instant_date(ctx->now), ret_parents);
}

static struct options_list parent_options(struct ctx *ctx, const struct codes *parents)
{
    struct option *items = arena_array(ctx->arena, struct option, parents->count);

    for (size_t i = 0; i < parents->count; i++)
        items[i] = (struct option){parents->rows[i].code, code_label(ctx, &parents->rows[i]), NULL};
    return (struct options_list){items, parents->count};
}

static const struct code_line *lines_of(struct ctx *ctx, const struct codes *codes,
                                        const struct codes *parents)
{
    struct code_line *lines = arena_array(ctx->arena, struct code_line, codes->count);

    for (size_t i = 0; i < codes->count; i++) {
        const struct code_row *row = &codes->rows[i];

        lines[i] = (struct code_line){
            .code = row->code,
            .label = row->label_it,
            .label_en = row->label_en,
            .parent = codes_label(ctx, parents, row->parent),
        };
        if (!date_is_none(row->retired_on))
            lines[i].retired =
                words_say(ctx, tr(ctx, "dal %s"), date_show(ctx->arena, row->retired_on));
    }
    return lines;
}

static enum status list_show(struct ctx *ctx, struct request *request, const struct list_spec *spec,
                             const struct form_errors *errors, struct response *response)
{
    struct code_list_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
        .list = spec->list,
        .label = tr(ctx, spec->label),
        .closed = spec->closed,
    };
    struct codes codes, parents;

    TRY(staff_frame(ctx, request, view.label, "policy", &view.frame));
    view.frame.problem = errors != NULL;
    TRY(codes_read_all(ctx, spec->list, &codes));
    TRY(parents_read(ctx, spec, &parents));
    view.parents = parent_options(ctx, &parents);
    view.codes = lines_of(ctx, &codes, &parents);
    view.code_count = codes.count;

    struct html page = frame_html(ctx, response);

    code_list_html(&page, &view);
    return OK;
}

enum status code_list_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct list_spec *spec = list_find(form_value(&request->query, "elenco"));

    return spec ? list_show(ctx, request, spec, NULL, response) : ERR_NOT_FOUND;
}

static enum status list_done(struct ctx *ctx, const struct list_spec *spec, const char *sentence,
                             struct response *response)
{
    return response_done(response,
                         arena_printf(ctx->arena, "/regole/elenchi/elenco?elenco=%s", spec->list),
                         sentence);
}

struct code_form {
    const char *label;
    const char *label_en;
    const char *hint;
    const char *parent;
};

static const struct input FORM[] = {
    INPUT_LINE(struct code_form, label, 120, "Voce", "Scrivi la voce come si legge nei moduli"),
    INPUT_LINE(struct code_form, label_en, 120, "In inglese", OPTIONAL),
    INPUT_LINE(struct code_form, hint, 200, "Spiegazione", OPTIONAL),
    INPUT_LINE(struct code_form, parent, 60, "Area", OPTIONAL),
};

static enum status code_judge(struct ctx *ctx, const struct list_spec *spec,
                              const struct code_form *form, const char *code,
                              struct form_errors *errors)
{
    struct codes codes, parents;

    TRY(codes_read_all(ctx, spec->list, &codes));
    TRY(parents_read(ctx, spec, &parents));
    if (errors->count == 0 && (text_is_blank(code) || codes_find(&codes, code)))
        form_error_add(ctx, errors, "label",
                       tr(ctx, "C’è già una voce scritta così: cambia qualche parola"));
    if (spec->parent_list && !codes_find(&parents, form->parent))
        form_error_add(ctx, errors, "parent", tr(ctx, "Scegli l’area"));
    return OK;
}

struct code_adding {
    const struct list_spec *spec;
    struct code_form form;
    const char *code;
};

static enum status code_write(struct ctx *tx, void *args)
{
    const struct code_adding *adding = args;
    const struct code_form *form = &adding->form;
    struct codes codes;

    TRY(codes_read_all(tx, adding->spec->list, &codes));
    return codes_add(tx, &(struct code_insert_args){
                             .list = adding->spec->list,
                             .code = adding->code,
                             .parent = adding->spec->parent_list ? form->parent : NULL,
                             .label_it = form->label,
                             .label_en = *form->label_en ? form->label_en : form->label,
                             .hint_it = *form->hint ? form->hint : NULL,
                             .position = codes.count > 0
                                             ? codes.rows[codes.count - 1].position + POSITION_STEP
                                             : POSITION_STEP,
                         });
}

/* A second click finds the code of the first one, and is told so. */
enum status code_add_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct code_adding adding = {.spec = list_find(form_value(&request->form, "list"))};
    struct form_errors errors = {0};

    if (!adding.spec || adding.spec->closed)
        return ERR_NOT_FOUND;
    TRY(input_read(ctx, &request->form, FORM, &adding.form, &errors));
    adding.code = code_of_words(ctx, adding.form.label, '_');
    TRY(code_judge(ctx, adding.spec, &adding.form, adding.code, &errors));
    if (errors.count > 0)
        return list_show(ctx, request, adding.spec, &errors, response);
    TRY(store_write(ctx, code_write, &adding));
    return list_done(ctx, adding.spec, tr(ctx, "Voce aggiunta."), response);
}

struct code_retiring {
    const char *list;
    const char *code;
};

static enum status retire_write(struct ctx *tx, void *args)
{
    const struct code_retiring *retiring = args;

    return codes_retire(tx, retiring->list, retiring->code, instant_date(tx->now));
}

enum status code_retire_post(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct list_spec *spec = list_find(form_value(&request->form, "list"));
    struct code_retiring retiring = {.code = form_value(&request->form, "entry")};

    if (!spec || spec->closed)
        return ERR_NOT_FOUND;
    retiring.list = spec->list;

    enum status status = store_write(ctx, retire_write, &retiring);

    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    return list_done(ctx, spec,
                     tr(ctx, "Voce tolta dai moduli. Resta in quello che è già stato "
                             "registrato."),
                     response);
}
