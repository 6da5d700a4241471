/* Calling back: who, and what they say. */
#include "base/text.h"
#include "base/words.h"
#include "rides/opinion.h"
#include "rides/rides.h"
#include "rides/rides_pages.h"
#include "rides_html.h"
#include "staff/actor.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"

enum { TO_ASK_MAX = 8, SUM_DAYS = 90, TENTHS = 10 };

struct opinion_args {
    int score;
    const char *comment;
};

static const struct input_choice SCORES[] = {{"5", N_("Molto bene"), 5},
                                             {"4", N_("Bene"), 4},
                                             {"3", N_("Così così"), 3},
                                             {"2", N_("Male"), 2},
                                             {"1", N_("Molto male"), 1},
                                             {"0", N_("Non ha voluto rispondere"), 0},
                                             {0}};

static const struct input OPINION[] = {
    INPUT_CHOICE(struct opinion_args, score, SCORES, "Come si è trovata la persona?",
                 "Scegli come si è trovata la persona"),
    INPUT_LINES(struct opinion_args, comment, OPINION_COMMENT_MAX, "Che cosa ha detto", OPTIONAL),
};

static const char *ride_when(struct ctx *ctx, struct date day, const char *destination)
{
    return arena_printf(ctx->arena, "%s, %s", date_show(ctx->arena, day), destination);
}

/* --- one ride --------------------------------------------------------------------------------- */

static enum status kept_fill(struct ctx *ctx, int64_t ride_id, struct opinion_view *view)
{
    struct ride_opinion_row row;
    enum status status = ride_opinion(ctx, ride_id, &row);

    if (status == ERR_NOT_FOUND)
        return OK;
    TRY(status);
    for (const struct input_choice *choice = SCORES; choice->code; choice++) {
        if (choice->value == (row.score == SQL_INT_NONE ? 0 : row.score))
            view->kept = tr(ctx, choice->label);
    }
    return opinion_comment(ctx, &row, &view->comment);
}

static enum status opinion_show(struct ctx *ctx, struct request *request,
                                const struct form_errors *errors, struct response *response)
{
    struct opinion_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
        .action = request->path,
        .back = ride_path(ctx->arena, request->ids[0]),
        .scores = options_of(ctx, SCORES),
    };
    struct ride_page ride;

    TRY(ride_page_read(ctx, request->ids[0], &ride));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.open",
                                              .subject_kind = "ride",
                                              .subject_id = ride.ride.id,
                                              .fields = "opinion"}));
    view.who = person_full_name(ctx->arena, &ride.card);
    view.what = ride_when(ctx, ride.ride.on_day, ride.ride.destination);
    TRY(kept_fill(ctx, ride.ride.id, &view));
    TRY(staff_frame(ctx, request, tr(ctx, "Com’è andato il viaggio?"), "rides", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    opinion_form(&page, &view);
    return OK;
}

enum status opinion_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return opinion_show(ctx, request, NULL, response);
}

struct opinion_writing {
    struct once *once;
    struct opinion opinion;
};

static enum status opinion_write(struct ctx *tx, void *args)
{
    const struct opinion_writing *writing = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, writing->once, &done, &id));
    if (done)
        return OK;
    TRY(opinion_keep(tx, &writing->opinion));
    return once_end(tx, writing->once, writing->opinion.ride_id);
}

enum status opinion_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct opinion_writing writing = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct opinion_args args;
    enum status status = OK;

    TRY(input_read(ctx, &request->form, OPINION, &args, &errors));
    writing.opinion = (struct opinion){
        .ride_id = request->ids[0], .score = args.score, .comment = text_or_null(args.comment)};
    if (errors.count == 0 && writing.once)
        status = store_write(ctx, opinion_write, &writing);
    if (status == ERR_INVALID)
        form_error_add(ctx, &errors, "score",
                       tr(ctx, "Questo viaggio non è stato fatto: non c’è niente da chiedere"));
    else if (status == ERR_CONFLICT)
        return response_done(response, request->path,
                             tr(ctx, "Qualcun altro ha già richiamato: ecco che cosa ha scritto."));
    else
        TRY(status);
    if (errors.count > 0 || !writing.once)
        return opinion_show(ctx, request, &errors, response);
    return response_done(response, BOARD_PATH "/richiamare", tr(ctx, "Il parere è scritto."));
}

/* --- whom to call ----------------------------------------------------------------------------- */

/* Who rode twice is called once. */
static bool is_listed(const struct audit_entry *readings, size_t count, int64_t person_id)
{
    for (size_t i = 0; i < count; i++) {
        if (readings[i].subject_id == person_id)
            return true;
    }
    return false;
}

static enum status line_fill(struct ctx *ctx, const struct ride_to_ask *row,
                             struct to_ask_view *view, struct to_ask_line *lines,
                             struct audit_entry *readings)
{
    struct person_card card;

    TRY(person_card(ctx, row->person_id, &card));
    readings[view->line_count] = (struct audit_entry){
        .action = "ride.to_ask", .subject_kind = "person", .subject_id = row->person_id};
    lines[view->line_count++] = (struct to_ask_line){
        .href = ride_act_path(ctx->arena, row->id, "parere"),
        .who = person_full_name(ctx->arena, &card),
        .phone = card.phone,
        .when = ride_when(ctx, row->on_day, row->destination),
    };
    return OK;
}

static enum status sums_fill(struct ctx *ctx, struct date today, struct to_ask_view *view)
{
    struct ride_opinion_sum sum;
    int64_t tenths;

    TRY(ride_opinion_sums(ctx, date_add_days(today, -SUM_DAYS), today, ctx->actor->user_id, &sum));
    tenths = sum.answers ? (sum.scores * TENTHS + sum.answers / 2) / sum.answers : 0;
    view->sums =
        sum.answers == 0
            ? tr(ctx, "Negli ultimi 90 giorni non ha risposto ancora nessuno.")
            : arena_printf(
                  ctx->arena,
                  tr(ctx, "Negli ultimi 90 giorni: risposte %lld, in media %lld,%lld su 5."),
                  (long long)sum.answers, (long long)(tenths / TENTHS),
                  (long long)(tenths % TENTHS));
    return OK;
}

enum status opinions_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct to_ask_line *lines = arena_array(ctx->arena, struct to_ask_line, TO_ASK_MAX);
    struct audit_entry readings[TO_ASK_MAX];
    struct date today = instant_date(ctx->now);
    struct to_ask_view view = {.lines = lines};
    struct ride_to_ask *rows;
    size_t count;

    TRY(rides_to_ask_about(ctx, date_add_days(today, -OPINION_DAYS), today, today.days / 7,
                           ctx->actor->user_id, &rows, &count));
    for (size_t i = 0; i < count && view.line_count < TO_ASK_MAX; i++) {
        if (actor_reaches_office(ctx->actor, rows[i].office_id) &&
            actor_reaches_place(ctx->actor, rows[i].place_id) &&
            !is_listed(readings, view.line_count, rows[i].person_id))
            TRY(line_fill(ctx, &rows[i], &view, lines, readings));
    }
    if (view.line_count > 0)
        TRY(audit_read_many(ctx, readings, view.line_count));
    TRY(sums_fill(ctx, today, &view));
    TRY(staff_frame(ctx, request, tr(ctx, "Da richiamare"), "numbers", &view.frame));

    struct html page = frame_html(ctx, response);

    opinions_list(&page, &view);
    return OK;
}
