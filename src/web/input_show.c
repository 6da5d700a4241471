/*
 * The way back: stored values as one would have typed them.
 */
#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "web/input.h"

static void show_int(struct ctx *ctx, struct form *form, const char *name, int64_t number)
{
    form_put(form, name, arena_printf(ctx->arena, "%lld", (long long)number));
}

static void show_ids(struct ctx *ctx, struct form *form, const char *name,
                     const struct input_ids *ids)
{
    for (size_t i = 0; i < ids->count; i++)
        show_int(ctx, form, name, ids->ids[i]);
}

/* For one box in the form that the browser's calendar wants, and for three boxes. */
static void show_date(struct ctx *ctx, struct form *form, const char *name, struct date date)
{
    int year, month, day;

    if (date_is_none(date))
        return;
    date_split(date, &year, &month, &day);
    form_put(form, name, date_to_iso(ctx->arena, date));
    show_int(ctx, form, arena_printf(ctx->arena, "%s.d", name), day);
    show_int(ctx, form, arena_printf(ctx->arena, "%s.m", name), month);
    show_int(ctx, form, arena_printf(ctx->arena, "%s.y", name), year);
}

/* Without the euro sign and the dots: 1234,50. */
static void show_money(struct ctx *ctx, struct form *form, const char *name, struct money money)
{
    if (money.cents >= 0)
        form_put(form, name,
                 arena_printf(ctx->arena, "%lld,%02d", (long long)(money.cents / 100),
                              (int)(money.cents % 100)));
}

static void show_clock(struct ctx *ctx, struct form *form, const char *name, struct clock_time time)
{
    if (!clock_is_none(time))
        form_put(form, name,
                 arena_printf(ctx->arena, "%02d:%02d", time.minutes / 60, time.minutes % 60));
}

static void show_option(struct form *form, const struct input *input, int value)
{
    for (const struct input_choice *choice = input->choices; choice->code; choice++) {
        if (choice->value == value) {
            form_put(form, input->name, choice->code);
            return;
        }
    }
}

static void show_row(struct ctx *ctx, struct form *form, const struct input *input,
                     const void *member)
{
    const char *name = input->name;

    switch (input->kind) {
    case INPUT_KIND_LINE:
    case INPUT_KIND_LINES:
    case INPUT_KIND_NAME:
    case INPUT_KIND_CODE:
    case INPUT_KIND_EMAIL:
    case INPUT_KIND_CHOICE:
        form_put(form, name, *(const char *const *)member);
        break;
    case INPUT_KIND_PHONE:
        if (!text_is_blank(*(const char *const *)member))
            form_put(form, name, text_phone_show(ctx->arena, *(const char *const *)member));
        break;
    case INPUT_KIND_ID:
        if (*(const int64_t *)member > 0)
            show_int(ctx, form, name, *(const int64_t *)member);
        break;
    case INPUT_KIND_COUNT:
        if (*(const int64_t *)member != INPUT_COUNT_NONE)
            show_int(ctx, form, name, *(const int64_t *)member);
        break;
    case INPUT_KIND_IDS:
        show_ids(ctx, form, name, member);
        break;
    case INPUT_KIND_DATE:
        show_date(ctx, form, name, *(const struct date *)member);
        break;
    case INPUT_KIND_CLOCK:
        show_clock(ctx, form, name, *(const struct clock_time *)member);
        break;
    case INPUT_KIND_MONEY:
        show_money(ctx, form, name, *(const struct money *)member);
        break;
    case INPUT_KIND_FLAG:
        if (*(const bool *)member)
            form_put(form, name, "yes");
        break;
    case INPUT_KIND_OPTION:
        show_option(form, input, *(const int *)member);
        break;
    case INPUT_KIND_FILE:
        break;
    }
}

void input_show_table(struct ctx *ctx, struct form *form, const struct input *table, size_t count,
                      const void *args, size_t args_size)
{
    for (size_t i = 0; i < count; i++) {
        assert(table[i].struct_size == args_size);
        show_row(ctx, form, &table[i], (const char *)args + table[i].offset);
    }
}
