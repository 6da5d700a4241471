/*
 * Who lives with a person: coming, leaving, and what they are to each other.
 */
#include <string.h>

#include "people/people_pages.h"
#include "people/person_change.h"
#include "people/person_rules.h"
#include "people_html.h"
#include "people_sql.h"
#include "staff/actor.h"
#include "staff/choices.h"
#include "store/audit.h"
#include "store/store.h"

enum { QUERY_MAX = 200, RELATION_MAX = 30 };

struct household_args {
    int64_t member;
    const char *relation;
    struct date on;
};

static const struct input JOINING[] = {
    INPUT_ID(struct household_args, member, "Persona", "Scegli chi entra nel nucleo"),
    INPUT_LINE(struct household_args, relation, RELATION_MAX, "Relazione", "Scegli la relazione"),
    INPUT_DATE(struct household_args, on, DATES_PAST, "Dal", "Scrivi da quando"),
};

static const struct input RELATING[] = {
    INPUT_ID(struct household_args, member, "Persona", "Scegli di chi cambia la relazione"),
    INPUT_LINE(struct household_args, relation, RELATION_MAX, "Relazione", "Scegli la relazione"),
    INPUT_DATE(struct household_args, on, DATES_PAST, "Dal", "Scrivi da quando"),
};

static const struct input LEAVING[] = {
    INPUT_ID(struct household_args, member, "Persona", "Scegli chi esce dal nucleo"),
    INPUT_LINE(struct household_args, relation, RELATION_MAX, "Relazione", OPTIONAL),
    INPUT_DATE(struct household_args, on, DATES_PAST, "Dal", "Scrivi da quando"),
};

/* Rows of those whom the actor may know of, moved to the front; how many. */
static enum status keep_visible(struct ctx *ctx, struct household_member_row *rows, size_t *count)
{
    size_t kept = 0;

    for (size_t i = 0; i < *count; i++) {
        enum status seen = person_is_visible(ctx, rows[i].person_id, rows[i].place_id,
                                             rows[i].restriction, rows[i].rider);

        if (seen == ERR_NOT_FOUND)
            continue;
        TRY(seen);
        rows[kept++] = rows[i];
    }
    *count = kept;
    return OK;
}

/* Who lives with nobody that the actor may know of is shown in no household: a household of one
   would tell that there is somebody else. */
static enum status members_now(struct ctx *ctx, int64_t id, struct household_member_row **ret_rows,
                               size_t *ret_count, int64_t *ret_household_id)
{
    struct household_membership mine;
    enum status status = household_of(ctx, id, &mine);

    *ret_count = 0;
    *ret_household_id = 0;
    if (status == ERR_NOT_FOUND)
        return OK;
    TRY(status);
    TRY(household_members(ctx, mine.household_id, ret_rows, ret_count));
    TRY(keep_visible(ctx, *ret_rows, ret_count));
    if (*ret_count == 1)
        *ret_count = 0;
    *ret_household_id = mine.household_id;
    return OK;
}

/* "Figlia" is a daughter of the household's first person: to say so of somebody tells of that one.
 */
static enum status relations_are_told(struct ctx *ctx, int64_t household_id, bool *ret_told)
{
    struct household_first_row first;
    enum status status = household_first(ctx, household_id, &first);

    if (status == OK)
        status =
            person_is_visible(ctx, first.person_id, first.place_id, first.restriction, first.rider);
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    *ret_told = status == OK;
    return OK;
}

static const char *row_name(struct ctx *ctx, const char *surname, const char *name)
{
    return arena_printf(ctx->arena, "%s %s", surname, name);
}

/* "Coniuge, dal 14/03/2021"; without the relation where it may not be told. */
static enum status relation_words(struct ctx *ctx, const char *relation, bool told,
                                  struct date from, struct date to, const char **ret_words)
{
    const char *label;

    *ret_words = span_show(ctx, from, to);
    if (!told)
        return OK;
    TRY(code_read_label(ctx, "household_relation", relation, &label));
    *ret_words = arena_printf(ctx->arena, "%s, %s", label, *ret_words);
    return OK;
}

enum status page_household(struct ctx *ctx, int64_t id, const struct dated_view **ret_members,
                           size_t *ret_count)
{
    struct household_member_row *rows = NULL;
    struct dated_view *shown;
    int64_t household_id;
    size_t count;
    bool told = false;

    TRY(members_now(ctx, id, &rows, &count, &household_id));
    if (count > 0)
        TRY(relations_are_told(ctx, household_id, &told));
    shown = arena_array(ctx->arena, struct dated_view, count);
    for (size_t i = 0; i < count; i++) {
        shown[i].id = rows[i].person_id;
        shown[i].title = row_name(ctx, rows[i].surname, rows[i].name);
        if (rows[i].person_id != id)
            shown[i].href = person_path(ctx->arena, rows[i].person_id);
        TRY(relation_words(ctx, rows[i].relation, told, rows[i].from_date, DATE_NONE,
                           &shown[i].text));
    }
    *ret_members = shown;
    *ret_count = count;
    return OK;
}

static enum status show_current(struct ctx *ctx, int64_t id, struct person_household_view *view)
{
    struct household_member_row *rows = NULL;
    struct option *members;
    int64_t household_id;
    size_t count;

    TRY(page_household(ctx, id, &view->current, &view->current_count));
    TRY(members_now(ctx, id, &rows, &count, &household_id));
    members = arena_array(ctx->arena, struct option, count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].relation, "self") == 0)
            view->holder = row_name(ctx, rows[i].surname, rows[i].name);
        members[i] =
            option_of_id(ctx, rows[i].person_id, row_name(ctx, rows[i].surname, rows[i].name));
    }
    if (count == 0)
        view->holder = view->who.full_name;
    view->members = (struct options_list){members, count};
    return OK;
}

static enum status show_former(struct ctx *ctx, int64_t id, struct person_household_view *view)
{
    struct household_former_row *rows;
    struct dated_view *shown;
    size_t count;

    TRY(household_former(ctx, id, &rows, &count));
    shown = arena_array(ctx->arena, struct dated_view, count);
    for (size_t i = 0; i < count; i++) {
        struct dated_view *item = &shown[view->former_count];
        enum status seen = person_is_visible(ctx, rows[i].person_id, rows[i].place_id,
                                             rows[i].restriction, rows[i].rider);
        bool told;

        if (seen == ERR_NOT_FOUND)
            continue;
        TRY(seen);
        TRY(relations_are_told(ctx, rows[i].household_id, &told));
        if (!told && rows[i].person_id == id) /* has left nobody, to this actor's knowledge */
            continue;
        item->title = row_name(ctx, rows[i].surname, rows[i].name);
        item->href = person_path(ctx->arena, rows[i].person_id);
        TRY(relation_words(ctx, rows[i].relation, told, rows[i].from_date, rows[i].to_date,
                           &item->text));
        view->former_count++;
    }
    view->former = shown;
    return OK;
}

static enum status show_found(struct ctx *ctx, struct request *request,
                              struct person_household_view *view)
{
    struct people_query query = {.words = form_value(&request->query, "q")};
    struct person_hit_view *hits;
    struct person_card *cards;
    size_t count;

    view->q = query.words;
    if (!*query.words || strlen(query.words) > QUERY_MAX)
        return OK;
    TRY(people_search(ctx, ctx->people, &query, &cards, &count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "person.search"}));
    hits = arena_array(ctx->arena, struct person_hit_view, count);
    for (size_t i = 0; i < count; i++) {
        if (cards[i].id != view->who.id)
            hits[view->hit_count++] = person_hit(ctx, &cards[i], NULL);
    }
    view->hits = hits;
    view->searched = true;
    return OK;
}

/* What somebody can be to the first person, who is "self" already. */
static enum status relations(struct ctx *ctx, struct options_list *ret_relations)
{
    struct options_list all;
    struct option *items;
    size_t count = 0;

    TRY(choices_codes(ctx, "household_relation", &all));
    items = arena_array(ctx->arena, struct option, all.count);
    for (size_t i = 0; i < all.count; i++) {
        if (strcmp(all.items[i].value, "self") != 0)
            items[count++] = all.items[i];
    }
    *ret_relations = (struct options_list){items, count};
    return OK;
}

static enum status household_show(struct ctx *ctx, struct request *request, const struct form *form,
                                  const struct form_errors *errors, struct response *response)
{
    struct person_household_view view = {.ask = ask_new(ctx, request, form, errors)};
    const int64_t id = request->ids[0];

    TRY(person_page_begin(ctx, request, tr(ctx, "nucleo familiare"), &view.frame, &view.who));
    view.frame.problem = errors && errors->count > 0;
    TRY(relations(ctx, &view.relations));
    TRY(show_current(ctx, id, &view));
    TRY(show_former(ctx, id, &view));
    TRY(show_found(ctx, request, &view));

    struct html page = frame_html(ctx, response);

    person_household_show(&page, &view);
    return OK;
}

static struct form form_of_today(struct ctx *ctx)
{
    struct form form = form_empty(ctx->arena);

    form_put(&form, "on", date_to_iso(ctx->arena, instant_date(ctx->now)));
    return form;
}

enum status person_household_page(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct form form = form_of_today(ctx);

    return household_show(ctx, request, &form, NULL, response);
}

struct household_change {
    int64_t person_id;
    struct household_args args;
};

static enum status join_write(struct ctx *tx, void *args)
{
    const struct household_change *change = args;

    return household_join(tx, change->person_id, change->args.member, change->args.relation,
                          change->args.on);
}

static enum status leave_write(struct ctx *tx, void *args)
{
    const struct household_change *change = args;

    return household_leave(tx, change->person_id, change->args.member, change->args.on);
}

static enum status relate_write(struct ctx *tx, void *args)
{
    const struct household_change *change = args;

    return household_relate(tx, change->person_id, change->args.member, change->args.relation,
                            change->args.on);
}

static const char *refusal(struct ctx *ctx, enum status status)
{
    if (status == ERR_TOO_LARGE)
        return tr(ctx, "Il nucleo è già molto grande: non si può aggiungere nessuno");
    if (status == ERR_INVALID)
        return tr(ctx, "Scrivi una data che venga dopo l’ingresso nel nucleo di prima");
    return tr(ctx, "Guarda il nucleo qui sopra: è già così, oppure la data viene prima "
                   "dell’ingresso");
}

/* A double click finds the change made: it is told so, and nothing is done twice. */
static enum status household_post(struct ctx *ctx, struct request *request,
                                  const struct input *table, size_t rows, store_operation *write,
                                  struct response *response)
{
    struct household_change change = {.person_id = request->ids[0]};
    struct form_errors errors = {0};
    struct options_list known;
    enum status status = OK;

    TRY(relations(ctx, &known));
    TRY(input_read_table(ctx, &request->form, table, rows, &change.args, sizeof change.args,
                         &errors));
    if (*change.args.relation && !options_have(&known, change.args.relation))
        form_error_add(ctx, &errors, "relation", tr(ctx, "Scegli la relazione dall’elenco"));
    if (errors.count == 0)
        status = store_write(ctx, write, &change);
    if (status == ERR_CONFLICT || status == ERR_INVALID || status == ERR_TOO_LARGE) {
        form_error_add(ctx, &errors, "member", refusal(ctx, status));
        status = OK;
    }
    TRY(status);
    if (errors.count > 0)
        return household_show(ctx, request, &request->form, &errors, response);
    return response_done(response, person_page_path(ctx->arena, change.person_id, "nucleo"),
                         tr(ctx, "Il nucleo è aggiornato."));
}

#define ROWS(table) (table), sizeof(table) / sizeof((table)[0])

enum status person_household_join_post(struct ctx *ctx, struct request *request,
                                       struct response *response)
{
    return household_post(ctx, request, ROWS(JOINING), join_write, response);
}

enum status person_household_leave_post(struct ctx *ctx, struct request *request,
                                        struct response *response)
{
    return household_post(ctx, request, ROWS(LEAVING), leave_write, response);
}

enum status person_household_relate_post(struct ctx *ctx, struct request *request,
                                         struct response *response)
{
    return household_post(ctx, request, ROWS(RELATING), relate_write, response);
}
