/* Roads, for who keeps the zone's rules: the times that are told, a new one, factors, a table. */
#include "roads/roads_web.h"
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "paper/csv.h"
#include "roads/told.h"
#include "roads_html.h"
#include "staff/actor.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"

#define ROADS_PATH "/regole/strade"

enum { LINES_SHOWN = 400, TABLE_BYTES = 2 * 1024 * 1024, HTTP_CONFLICT = 409 };

static const char *changed_words(struct ctx *ctx)
{
    return tr(ctx, "Intanto qualcun altro ha cambiato questi dati. Qui c’è quello che hai scritto "
                   "tu: controlla e salva di nuovo");
}

/* --- the list --------------------------------------------------------------------------------- */

static const char *source_show(struct ctx *ctx, const struct road_time_row *row)
{
    static const char *const WORDS[][2] = {
        {"measured", N_("misurato il %s")},
        {"imported", N_("da una tabella, il %s")},
        {"learned", N_("imparato dai viaggi, il %s")},
        {"routed", N_("calcolato da un programma, il %s")},
    };

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (text_equal(row->source, WORDS[i][0]))
            return words_say(ctx, tr(ctx, WORDS[i][1]), date_show(ctx->arena, row->measured_on));
    }
    return row->source;
}

static const char *time_show(struct ctx *ctx, const struct road_time_row *row)
{
    return arena_printf(
        ctx->arena,
        tr_count(ctx, "%lld minuto, %lld,%lld km", "%lld minuti, %lld,%lld km", row->minutes),
        (long long)row->minutes, (long long)(row->metres / 1000),
        (long long)(row->metres % 1000 / 100));
}

/* Rows of one pair stand together, the strongest first. */
static bool is_strongest(const struct road_time_row *rows, size_t i)
{
    return i == 0 || rows[i].from_place_id != rows[i - 1].from_place_id ||
           rows[i].to_place_id != rows[i - 1].to_place_id;
}

static enum status lines_fill(struct ctx *ctx, int64_t place_id, struct roads_view *view)
{
    struct road_time_row *rows;
    size_t count;

    TRY(road_times(ctx, place_id, &rows, &count));
    view->cut = count > LINES_SHOWN;
    view->line_count = view->cut ? LINES_SHOWN : count;

    struct road_line *lines = arena_array(ctx->arena, struct road_line, view->line_count);

    for (size_t i = 0; i < view->line_count; i++)
        lines[i] = (struct road_line){
            .id = rows[i].id,
            .version = rows[i].version,
            .from = rows[i].from_label,
            .to = rows[i].to_label,
            .time = time_show(ctx, &rows[i]),
            .source = source_show(ctx, &rows[i]),
            .counts = is_strongest(rows, i),
            .editable =
                text_equal(rows[i].source, "measured") || text_equal(rows[i].source, "imported"),
        };
    view->lines = lines;
    return OK;
}

static const char *factor_show(struct ctx *ctx, const struct road_factor_row *rows, size_t count,
                               int64_t place_id)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].place_id == place_id)
            return arena_printf(ctx->arena, "%lld", (long long)rows[i].percent);
    }
    return NULL;
}

static enum status factors_fill(struct ctx *ctx, struct roads_view *view)
{
    struct road_factor_row *rows;
    struct place_row *places;
    size_t count;
    size_t place_count;

    TRY(road_factors(ctx, &rows, &count));
    TRY(zone_places(ctx, &places, &place_count));

    struct factor_line *lines = arena_array(ctx->arena, struct factor_line, place_count);

    for (size_t i = 0; i < place_count; i++) {
        if (places[i].active)
            lines[view->factor_count++] = (struct factor_line){
                places[i].id, places[i].label, factor_show(ctx, rows, count, places[i].id)};
    }
    view->factors = lines;
    return OK;
}

static enum status zone_percent(struct ctx *ctx, const char **ret_percent)
{
    int64_t percent;

    TRY(policy_read_number(ctx, POLICY_RIDES_ROAD_FACTOR_PERCENT, instant_date(ctx->now),
                           &percent));
    *ret_percent = arena_printf(ctx->arena, "%lld", (long long)percent);
    return OK;
}

static enum status roads_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct roads_view view = {.ask = ask_new(ctx, request, &request->query, NULL)};

    TRY(choices_places(ctx, 0, &view.places));
    TRY(lines_fill(ctx, choices_id(&request->query, "luogo"), &view));
    TRY(factors_fill(ctx, &view));
    TRY(zone_percent(ctx, &view.zone_percent));
    TRY(staff_frame(ctx, request, tr(ctx, "Strade"), "policy", &view.frame));

    struct html page = frame_html(ctx, response);

    roads_list(&page, &view);
    return OK;
}

/* What counts of each pair: a table that can be taken in again. */
static enum status roads_csv(struct ctx *ctx, struct request *request, struct response *response)
{
    struct buf csv = buf_new(ctx->arena, RESPONSE_BODY_MAX);
    struct road_time_row *rows;
    size_t count;

    (void)request;
    TRY(road_times(ctx, 0, &rows, &count));
    csv_begin(&csv, tr(ctx, "da;a;minuti;metri;fonte"));
    for (size_t i = 0; i < count; i++) {
        if (!is_strongest(rows, i))
            continue;
        csv_put(&csv, rows[i].from_label, false);
        csv_put(&csv, rows[i].to_label, false);
        buf_printf(&csv, "%lld;", (long long)rows[i].minutes);
        buf_printf(&csv, "%lld;", (long long)rows[i].metres);
        csv_put(&csv, source_show(ctx, &rows[i]), true);
    }
    return response_csv(response, "strade.csv", &csv);
}

/* --- one time --------------------------------------------------------------------------------- */

struct road_form {
    int64_t from_place;
    int64_t to_place;
    int64_t minutes;
    int64_t metres;
    int64_t version;
};

static const struct input TIME[] = {
    INPUT_COUNT(struct road_form, minutes, 1, ROADS_MINUTES_MAX, "Minuti",
                "Scrivi quanti minuti ci vogliono"),
    INPUT_COUNT(struct road_form, metres, 0, ROADS_METRES_MAX, "Metri",
                "Scrivi quanti metri di strada sono"),
    INPUT_COUNT(struct road_form, version, 0, INT64_MAX, "Versione", OPTIONAL),
};

static const struct input NEW_TIME[] = {
    INPUT_ID(struct road_form, from_place, "Da", "Scegli da dove"),
    INPUT_ID(struct road_form, to_place, "A", "Scegli fin dove"),
    INPUT_COUNT(struct road_form, minutes, 1, ROADS_MINUTES_MAX, "Minuti",
                "Scrivi quanti minuti ci vogliono"),
    INPUT_COUNT(struct road_form, metres, 0, ROADS_METRES_MAX, "Metri",
                "Scrivi quanti metri di strada sono"),
};

/* `row` NULL: a new one. */
static enum status time_form_show(struct ctx *ctx, struct request *request,
                                  const struct road_time_row *row, const struct form *form,
                                  const struct form_errors *errors, const char *conflict,
                                  struct response *response)
{
    struct road_form_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .action = ROADS_PATH "/nuova",
        .conflict = conflict,
    };
    const char *title = row ? tr(ctx, "Correggi il tempo") : tr(ctx, "Un tempo misurato");

    if (row) {
        view.action = arena_printf(ctx->arena, ROADS_PATH "/%lld", (long long)row->id);
        view.way = words_say(ctx, tr(ctx, "Da %s a %s"), row->from_label, row->to_label);
        view.version = row->version;
    }
    TRY(choices_places(ctx, 0, &view.places));
    TRY(staff_frame(ctx, request, title, "policy", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    road_form(&page, &view);
    return OK;
}

static enum status road_new_page(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    return time_form_show(ctx, request, NULL, NULL, NULL, NULL, response);
}

struct road_adding {
    struct once *once;
    struct road_time_insert_args time;
};

static enum status road_write_new(struct ctx *tx, void *args)
{
    const struct road_adding *adding = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(road_time_add(tx, &adding->time, &id));
    return once_end(tx, adding->once, id);
}

static enum status places_check(struct ctx *ctx, const struct road_form *form,
                                struct form_errors *errors)
{
    struct place_row place;

    TRY(choices_place(ctx, form->from_place, 0, "from_place", errors, &place));
    TRY(choices_place(ctx, form->to_place, 0, "to_place", errors, &place));
    if (form->from_place && form->from_place == form->to_place)
        form_error_add(ctx, errors, "to_place", tr(ctx, "Scegli un altro luogo"));
    return OK;
}

static enum status road_new_post(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    struct road_adding adding = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct road_form form;
    enum status status = OK;

    TRY(input_read(ctx, &request->form, NEW_TIME, &form, &errors));
    TRY(places_check(ctx, &form, &errors));
    adding.time = (struct road_time_insert_args){.from_place_id = form.from_place,
                                                 .to_place_id = form.to_place,
                                                 .source = "measured",
                                                 .minutes = form.minutes,
                                                 .metres = form.metres,
                                                 .measured_on = instant_date(ctx->now)};
    if (errors.count == 0 && adding.once)
        status = store_write(ctx, road_write_new, &adding);
    if (status == ERR_CONFLICT)
        form_error_add(ctx, &errors, "to_place",
                       tr(ctx, "Un tempo misurato per questa strada c’è già: correggi quello"));
    else
        TRY(status);
    if (errors.count > 0 || !adding.once)
        return time_form_show(ctx, request, NULL, &request->form, &errors, NULL, response);
    return response_done(response, ROADS_PATH, tr(ctx, "Il tempo è scritto."));
}

/* One that may be corrected. */
static enum status road_read_editable(struct ctx *ctx, int64_t id, struct road_time_row *ret_row)
{
    TRY(road_time(ctx, id, ret_row));
    if (!text_equal(ret_row->source, "measured") && !text_equal(ret_row->source, "imported"))
        return ERR_NOT_FOUND;
    return OK;
}

static enum status road_edit_page(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct form stored = form_empty(ctx->arena);
    struct road_time_row row;

    TRY(road_read_editable(ctx, request->ids[0], &row));

    const struct road_form form = {
        .minutes = row.minutes, .metres = row.metres, .version = row.version};

    input_show(ctx, &stored, TIME, &form);
    return time_form_show(ctx, request, &row, &stored, NULL, NULL, response);
}

static enum status road_write_change(struct ctx *tx, void *args)
{
    return road_time_change(tx, args);
}

static enum status road_edit_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct road_time_update_args args = {.id = request->ids[0],
                                         .measured_on = instant_date(ctx->now)};
    struct form_errors errors = {0};
    struct road_time_row row;
    struct road_form form;
    enum status status;

    TRY(road_read_editable(ctx, args.id, &row));
    TRY(input_read(ctx, &request->form, TIME, &form, &errors));
    if (errors.count > 0)
        return time_form_show(ctx, request, &row, &request->form, &errors, NULL, response);
    args.version = form.version;
    args.minutes = form.minutes;
    args.metres = form.metres;
    status = store_write(ctx, road_write_change, &args);
    if (status == ERR_CONFLICT) {
        response->http_status = HTTP_CONFLICT;
        return time_form_show(ctx, request, &row, &request->form, NULL, changed_words(ctx),
                              response);
    }
    TRY(status);
    return response_done(response, ROADS_PATH, tr(ctx, "Il tempo è corretto."));
}

struct road_dropping {
    int64_t id;
    int64_t version;
};

static const struct input DROP[] = {
    INPUT_COUNT(struct road_dropping, version, 0, INT64_MAX, "Versione", OPTIONAL),
};

static enum status road_write_drop(struct ctx *tx, void *args)
{
    const struct road_dropping *dropping = args;

    return road_time_drop(tx, dropping->id, dropping->version);
}

static enum status road_drop_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct road_dropping dropping;
    struct form_errors errors = {0};
    enum status status;

    TRY(input_read(ctx, &request->form, DROP, &dropping, &errors));
    dropping.id = request->ids[0];
    status = store_write(ctx, road_write_drop, &dropping);
    if (status == ERR_CONFLICT)
        return response_done(response, ROADS_PATH,
                             tr(ctx, "Non è tolto: intanto qualcuno l’ha cambiato o tolto. Guarda "
                                     "com’è adesso."));
    TRY(status);
    return response_done(response, ROADS_PATH, tr(ctx, "Il tempo è tolto."));
}

/* --- what driven rides say -------------------------------------------------------------------- */

static enum status roads_write_learned(struct ctx *tx, void *args)
{
    return roads_learn(tx, args);
}

static enum status roads_learn_post(struct ctx *ctx, struct request *request,
                                    struct response *response)
{
    struct roads_learned learned;

    (void)request;
    TRY(store_write(ctx, roads_write_learned, &learned));
    return response_done(
        response, ROADS_PATH,
        arena_printf(ctx->arena,
                     tr(ctx, "Strade imparate: %lld, da %lld viaggi. Tempi strani lasciati fuori: "
                             "%lld. Strade con troppo pochi viaggi: %lld."),
                     (long long)learned.pairs, (long long)learned.drives,
                     (long long)learned.ignored, (long long)learned.too_few));
}

/* --- factors ---------------------------------------------------------------------------------- */

struct factor_form {
    int64_t percent;
    int64_t version;
};

static const struct input FACTOR[] = {
    INPUT_COUNT(struct factor_form, percent, 100, 500, "Metri di strada", OPTIONAL),
    INPUT_COUNT(struct factor_form, version, 0, INT64_MAX, "Versione", OPTIONAL),
};

/* All zero for a place without. */
static enum status factor_read(struct ctx *ctx, int64_t place_id, struct road_factor_row *ret_row)
{
    enum status status = road_factor(ctx, place_id, ret_row);

    if (status == ERR_NOT_FOUND) {
        *ret_row = (struct road_factor_row){0};
        return OK;
    }
    return status;
}

static enum status factor_show_form(struct ctx *ctx, struct request *request,
                                    const struct form *form, const struct form_errors *errors,
                                    const char *conflict, struct response *response)
{
    struct road_factor_view view = {.ask = ask_new(ctx, request, form, errors),
                                    .conflict = conflict};
    struct road_factor_row row;
    struct place_row place;

    TRY(zone_place(ctx, request->ids[0], &place));
    TRY(factor_read(ctx, place.id, &row));
    view.version = row.version;
    view.action = arena_printf(ctx->arena, ROADS_PATH "/fattori/%lld", (long long)place.id);
    TRY(zone_percent(ctx, &view.zone_percent));
    TRY(staff_frame(ctx, request, arena_printf(ctx->arena, tr(ctx, "Le strade di %s"), place.label),
                    "policy", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    road_factor_form(&page, &view);
    return OK;
}

static enum status road_factor_page(struct ctx *ctx, struct request *request,
                                    struct response *response)
{
    struct form stored = form_empty(ctx->arena);
    struct road_factor_row row;

    TRY(factor_read(ctx, request->ids[0], &row));

    const struct factor_form form = {.percent = row.percent ? row.percent : INPUT_COUNT_NONE,
                                     .version = row.version};

    input_show(ctx, &stored, FACTOR, &form);
    return factor_show_form(ctx, request, &stored, NULL, NULL, response);
}

struct factor_setting {
    int64_t place_id;
    int64_t percent;
    int64_t version;
};

static enum status factor_write(struct ctx *tx, void *args)
{
    const struct factor_setting *setting = args;

    return road_factor_set(tx, setting->place_id, setting->percent, setting->version);
}

static enum status road_factor_post(struct ctx *ctx, struct request *request,
                                    struct response *response)
{
    struct factor_setting setting = {.place_id = request->ids[0]};
    struct form_errors errors = {0};
    struct factor_form form;
    struct place_row place;
    enum status status = OK;

    TRY(zone_place(ctx, setting.place_id, &place));
    TRY(input_read(ctx, &request->form, FACTOR, &form, &errors));
    if (errors.count > 0)
        return factor_show_form(ctx, request, &request->form, &errors, NULL, response);
    setting.percent = form.percent == INPUT_COUNT_NONE ? 0 : form.percent;
    setting.version = form.version == INPUT_COUNT_NONE ? 0 : form.version;
    if (setting.percent || setting.version)
        status = store_write(ctx, factor_write, &setting);
    if (status == ERR_CONFLICT) {
        response->http_status = HTTP_CONFLICT;
        return factor_show_form(ctx, request, &request->form, NULL, changed_words(ctx), response);
    }
    TRY(status);
    return response_done(response, ROADS_PATH,
                         arena_printf(ctx->arena, tr(ctx, "Salvato: %s."), place.label));
}

/* --- a table ---------------------------------------------------------------------------------- */

struct import_form {
    struct input_file file;
    bool dry_run;
};

static const struct input IMPORT[] = {
    INPUT_FILE(struct import_form, file, TABLE_BYTES, "File", "Scegli il file con la tabella"),
    INPUT_FLAG(struct import_form, dry_run, "Solo una prova", OPTIONAL),
};

/* An uploaded file, as the reader of tables wants it. */
struct upload {
    const struct input_file *file;
    size_t at;
};

static enum status upload_read(void *user, char *bytes, size_t max, size_t *ret_length)
{
    struct upload *upload = user;
    size_t left = upload->file->length - upload->at;

    *ret_length = left < max ? left : max;
    for (size_t i = 0; i < *ret_length; i++)
        bytes[i] = upload->file->bytes[upload->at + i];
    upload->at += *ret_length;
    return OK;
}

static enum status upload_rewind(void *user)
{
    ((struct upload *)user)->at = 0;
    return OK;
}

static const char *fault_words(struct ctx *ctx, const struct road_bad_line *bad)
{
    static const char *const WORDS[] = {
        [ROAD_FINE] = "",
        [ROAD_FROM_UNKNOWN] = N_("“%s” non è un luogo della zona"),
        [ROAD_TO_UNKNOWN] = N_("“%s” non è un luogo della zona"),
        [ROAD_SAME_PLACE] = N_("“%s” sta da tutte e due le parti"),
        [ROAD_BAD_MINUTES] = N_("“%s”: scrivi i minuti con un numero intero da 1 a 600"),
        [ROAD_BAD_METRES] = N_("“%s”: scrivi i metri con un numero intero fino a 1000000"),
        [ROAD_TWICE] = N_("la strada fino a “%s” c’è già in un’altra riga"),
        [ROAD_BAD_RECORD] = N_("questa riga non si legge%s"),
        [ROAD_TOO_MANY] = N_("le righe sono troppe: dividi il file%s"),
    };

    return arena_printf(ctx->arena, tr(ctx, WORDS[bad->fault]), bad->text);
}

static enum status import_show(struct ctx *ctx, struct request *request,
                               const struct form_errors *errors, const struct road_table *table,
                               struct response *response)
{
    struct road_import_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
        .bad_count = table ? table->bad_count : 0,
    };
    struct road_bad_view *bad = arena_array(ctx->arena, struct road_bad_view, view.bad_count);

    for (size_t i = 0; table && i < table->bad_count; i++)
        bad[i] = (struct road_bad_view){table->bad[i].line, fault_words(ctx, &table->bad[i])};
    view.bad = bad;
    if (table && table->bad_count == 0 && table->count > 0)
        view.found = arena_printf(ctx->arena,
                                  tr_count(ctx, "Va bene: %lld tempo. Non è stato scritto niente.",
                                           "Va bene: %lld tempi. Non è stato scritto niente.",
                                           (int64_t)table->count),
                                  (long long)table->count);
    TRY(staff_frame(ctx, request, tr(ctx, "Prendi i tempi da una tabella"), "policy", &view.frame));
    view.frame.problem = (errors && errors->count > 0) || view.bad_count > 0;

    struct html page = frame_html(ctx, response);

    road_import(&page, &view);
    return OK;
}

static enum status road_import_page(struct ctx *ctx, struct request *request,
                                    struct response *response)
{
    return import_show(ctx, request, NULL, NULL, response);
}

static enum status table_write(struct ctx *tx, void *args)
{
    return roads_table_take(tx, args);
}

static enum status upload_table(struct ctx *ctx, const struct input_file *file,
                                struct form_errors *errors, struct road_table *ret_table)
{
    struct upload upload = {.file = file};
    const struct csv_source source = {upload_read, upload_rewind, &upload};
    struct csv *csv;
    enum status status = csv_open(ctx->arena, &source, &csv);

    if (status == OK)
        TRY(roads_table_read(ctx, csv, ret_table));
    else if (status != ERR_INVALID)
        return status;
    if (status == ERR_INVALID)
        form_error_add(ctx, errors, "file", tr(ctx, "Salva il file come CSV in UTF-8 e riprova"));
    else if (ret_table->no_header)
        form_error_add(ctx, errors, "file",
                       tr(ctx, "La prima riga deve dire le colonne: da, a, minuti, metri"));
    else if (ret_table->count == 0 && ret_table->bad_count == 0)
        form_error_add(ctx, errors, "file", tr(ctx, "Nella tabella non c’è nessuna riga"));
    return OK;
}

static enum status road_import_post(struct ctx *ctx, struct request *request,
                                    struct response *response)
{
    struct form_errors errors = {0};
    struct road_table table = {0};
    struct import_form form;

    TRY(input_read(ctx, &request->form, IMPORT, &form, &errors));
    if (errors.count == 0)
        TRY(upload_table(ctx, &form.file, &errors, &table));
    if (errors.count > 0)
        return import_show(ctx, request, &errors, NULL, response);
    if (table.bad_count > 0 || form.dry_run)
        return import_show(ctx, request, NULL, &table, response);
    TRY(store_write(ctx, table_write, &table));
    return response_done(
        response, ROADS_PATH,
        arena_printf(ctx->arena,
                     tr_count(ctx, "Preso %lld tempo dalla tabella.",
                              "Presi %lld tempi dalla tabella.", (int64_t)table.count),
                     (long long)table.count));
}

const struct route ROADS_ROUTES[] = {
    ROUTE(GET, ROADS_PATH, POWER_POLICY_MANAGE, roads_page),
    ROUTE(GET, ROADS_PATH "/elenco.csv", POWER_POLICY_MANAGE, roads_csv),
    ROUTE(GET, ROADS_PATH "/nuova", POWER_POLICY_MANAGE, road_new_page),
    ROUTE_MAKES(ROADS_PATH "/nuova", POWER_POLICY_MANAGE, road_new_post, ROADS_PATH "/:id", NULL),
    ROUTE(GET, ROADS_PATH "/importa", POWER_POLICY_MANAGE, road_import_page),
    ROUTE_UPLOAD(POST, ROADS_PATH "/importa", POWER_POLICY_MANAGE, road_import_post,
                 TABLE_BYTES + WEB_FORM_MAX),
    ROUTE(POST, ROADS_PATH "/impara", POWER_POLICY_MANAGE, roads_learn_post),
    ROUTE(GET, ROADS_PATH "/fattori/:id", POWER_POLICY_MANAGE, road_factor_page),
    ROUTE(POST, ROADS_PATH "/fattori/:id", POWER_POLICY_MANAGE, road_factor_post),
    ROUTE(GET, ROADS_PATH "/:id", POWER_POLICY_MANAGE, road_edit_page),
    ROUTE(POST, ROADS_PATH "/:id", POWER_POLICY_MANAGE, road_edit_post),
    ROUTE(POST, ROADS_PATH "/:id/togli", POWER_POLICY_MANAGE, road_drop_post),
};
const size_t ROADS_ROUTE_COUNT = sizeof ROADS_ROUTES / sizeof ROADS_ROUTES[0];
