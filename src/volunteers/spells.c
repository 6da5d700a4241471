#include "volunteers/spells.h"

#include "base/day_words.h"
#include "base/elision.h"
#include "base/text.h"
#include "volunteers/volunteers_pages.h"

enum { NOTE_MAX = 120, HOURS_AHEAD_DAYS = 366 };

/* --- weekly hours ----------------------------------------------------------------------------- */

const struct input_choice VOLUNTEERS_WEEKDAYS[] = {
    {"monday", N_("Lunedì"), MONDAY},          {"tuesday", N_("Martedì"), TUESDAY},
    {"wednesday", N_("Mercoledì"), WEDNESDAY}, {"thursday", N_("Giovedì"), THURSDAY},
    {"friday", N_("Venerdì"), FRIDAY},         {"saturday", N_("Sabato"), SATURDAY},
    {"sunday", N_("Domenica"), SUNDAY},        {0},
};

struct hours_args {
    int weekday;
    struct clock_time starts;
    struct clock_time ends;
    struct date valid_from;
};

static const struct input HOURS[] = {
    INPUT_CHOICE(struct hours_args, weekday, VOLUNTEERS_WEEKDAYS, "Giorno", "Scegli il giorno"),
    INPUT_CLOCK(struct hours_args, starts, "Dalle", "Scrivi da che ora, per esempio 8:00"),
    INPUT_CLOCK(struct hours_args, ends, "Alle", "Scrivi fino a che ora, per esempio 13:00"),
    INPUT_DATE(struct hours_args, valid_from, DATES_COMING, "Da che giorno", OPTIONAL),
};

enum status hours_input(struct ctx *ctx, struct form *form, int64_t volunteer_id,
                        struct volunteer_hours_insert_args *ret_hours, struct form_errors *errors)
{
    const struct date today = instant_date(ctx->now);
    struct hours_args args;

    TRY(input_read(ctx, form, HOURS, &args, errors));
    if (date_is_none(args.valid_from))
        args.valid_from = today;
    else if (args.valid_from.days > today.days + HOURS_AHEAD_DAYS)
        form_error_add(ctx, errors, "valid_from", tr(ctx, "Scrivi un giorno entro un anno"));
    if (errors->count == 0 && args.ends.minutes <= args.starts.minutes)
        form_error_add(ctx, errors, "ends", tr(ctx, "Scrivi un’ora dopo quella di inizio"));
    *ret_hours = (struct volunteer_hours_insert_args){
        .volunteer_id = volunteer_id,
        .weekday = args.weekday,
        .starts = args.starts,
        .ends = args.ends,
        .valid_from = args.valid_from,
        .valid_to = DATE_NONE,
    };
    return OK;
}

void hours_input_show(struct ctx *ctx, const struct volunteer_week_row *row, struct form *form)
{
    const bool is_to_come = row->valid_from.days > instant_date(ctx->now).days;
    const struct hours_args args = {(int)row->weekday, row->starts, row->ends,
                                    is_to_come ? row->valid_from : DATE_NONE};

    input_show(ctx, form, HOURS, &args);
}

const char *hours_words(struct ctx *ctx, int64_t weekday, struct clock_time starts,
                        struct clock_time ends)
{
    return arena_printf(ctx->arena, "%s %s-%s", weekday_words(ctx, (enum weekday)weekday),
                        clock_show(ctx->arena, starts), clock_show(ctx->arena, ends));
}

const char *proposal_words(struct ctx *ctx, const struct volunteer_proposal_row *row)
{
    const char *hours = hours_words(ctx, row->weekday, row->starts, row->ends);

    if (row->hours_id)
        return arena_printf(ctx->arena, tr(ctx, "Non più: %s"), hours);
    if (row->valid_from.days <= instant_date(row->said_at).days)
        return arena_printf(ctx->arena, tr(ctx, "In più: %s"), hours);
    return words_say(ctx, tr(ctx, "In più: %s, dal %s"), hours,
                     date_show(ctx->arena, row->valid_from));
}

struct spell_view hours_spell(struct ctx *ctx, const struct volunteer_week_row *row)
{
    struct spell_view spell = {
        .id = row->id,
        .text = words_capital(ctx->arena, hours_words(ctx, row->weekday, row->starts, row->ends)),
    };

    if (row->valid_from.days > instant_date(ctx->now).days)
        spell.note = words_say(ctx, tr(ctx, "dal %s"), date_show(ctx->arena, row->valid_from));
    else if (!date_is_none(row->valid_to))
        spell.note = words_say(ctx, tr(ctx, "fino al %s"), date_show(ctx->arena, row->valid_to));
    return spell;
}

const char *hours_print(struct ctx *ctx, const struct volunteer_week_row *row)
{
    return arena_printf(ctx->arena, "%lld %d %d %d", (long long)row->weekday,
                        (int)row->starts.minutes, (int)row->ends.minutes,
                        (int)row->valid_from.days);
}

/* --- absences --------------------------------------------------------------------------------- */

struct absence_args {
    struct date from_day;
    struct date to_day;
    struct clock_time from_hour;
    struct clock_time to_hour;
    const char *note;
};

static const struct input ABSENCE[] = {
    INPUT_DATE(struct absence_args, from_day, DATES_ANY, "Primo giorno", "Scrivi il primo giorno"),
    INPUT_DATE(struct absence_args, to_day, DATES_COMING, "Ultimo giorno", OPTIONAL),
    INPUT_CLOCK(struct absence_args, from_hour, "Dalle", OPTIONAL),
    INPUT_CLOCK(struct absence_args, to_hour, "Alle", OPTIONAL),
    INPUT_LINE(struct absence_args, note, NOTE_MAX, "Nota", OPTIONAL),
};

static void absence_check(struct ctx *ctx, struct absence_args *args, struct date began,
                          struct form_errors *errors)
{
    bool from = !clock_is_none(args->from_hour);
    bool to = !clock_is_none(args->to_hour);

    if (errors->count > 0)
        return;
    if (date_is_none(args->to_day))
        args->to_day = args->from_day;
    if (args->from_day.days < instant_date(ctx->now).days && args->from_day.days != began.days)
        form_error_add(ctx, errors, "from_day",
                       tr(ctx, "Primo giorno: scrivi una data da oggi in poi"));
    if (args->to_day.days < args->from_day.days)
        form_error_add(ctx, errors, "to_day", tr(ctx, "Scrivi un ultimo giorno dopo il primo"));
    if (from != to)
        form_error_add(ctx, errors, from ? "to_hour" : "from_hour",
                       tr(ctx, "Scrivi tutte e due le ore, o nessuna per il giorno intero"));
    else if (from && args->to_hour.minutes <= args->from_hour.minutes)
        form_error_add(ctx, errors, "to_hour", tr(ctx, "Scrivi un’ora dopo quella di inizio"));
}

enum status absence_input(struct ctx *ctx, struct form *form, int64_t volunteer_id,
                          struct date began, struct volunteer_absence_insert_args *ret_absence,
                          struct form_errors *errors)
{
    struct absence_args args;

    TRY(input_read(ctx, form, ABSENCE, &args, errors));
    absence_check(ctx, &args, began, errors);
    *ret_absence = (struct volunteer_absence_insert_args){
        .volunteer_id = volunteer_id,
        .from_day = args.from_day,
        .to_day = args.to_day,
        .starts = args.from_hour,
        .ends = args.to_hour,
        .note = text_or_null(args.note),
    };
    return OK;
}

void absence_input_show(struct ctx *ctx, const struct volunteer_away_row *row, struct form *form)
{
    const struct absence_args args = {row->from_day, row->to_day, row->starts, row->ends,
                                      row->note ? row->note : ""};

    input_show(ctx, form, ABSENCE, &args);
}

struct spell_view absence_spell(struct ctx *ctx, const struct volunteer_away_row *row)
{
    const char *first = date_show(ctx->arena, row->from_day);
    const char *days =
        row->from_day.days == row->to_day.days
            ? words_say(ctx, tr(ctx, "il %s"), first)
            : words_say(ctx, tr(ctx, "dal %s al %s"), first, date_show(ctx->arena, row->to_day));
    struct spell_view spell = {.id = row->id, .text = days, .note = row->note};

    if (!clock_is_none(row->starts) && !clock_is_none(row->ends))
        spell.text =
            arena_printf(ctx->arena, tr(ctx, "%s, %s-%s"), days,
                         clock_show(ctx->arena, row->starts), clock_show(ctx->arena, row->ends));
    if (row->own_word)
        spell.note = tr(ctx, "detta dal volontario sulla sua pagina");
    return spell;
}

const char *absence_print(struct ctx *ctx, const struct volunteer_away_row *row)
{
    return arena_printf(ctx->arena, "%d %d %d %d %s", (int)row->from_day.days,
                        (int)row->to_day.days, (int)row->starts.minutes, (int)row->ends.minutes,
                        row->note ? row->note : "");
}
