#include "desk/lists.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "staff/actor.h"
#include "staff/choices.h"

enum status desk_list_read(struct ctx *ctx, const char *name, struct date on,
                           struct desk_list *ret_list)
{
    struct codes codes;

    TRY(codes_read_in_use(ctx, name, on, &codes));

    struct input_choice *choices = arena_array(ctx->arena, struct input_choice, codes.count + 1);
    struct option *options = arena_array(ctx->arena, struct option, codes.count);

    for (size_t i = 0; i < codes.count; i++) {
        const struct code_row *row = &codes.rows[i];
        const char *label = code_label(ctx, row);

        choices[i] = (struct input_choice){.code = row->code, .label = label};
        options[i] = (struct option){.value = row->code, .label = label};
    }
    *ret_list = (struct desk_list){codes, choices, {options, codes.count}};
    return OK;
}

enum status desk_lists_read(struct ctx *ctx, struct date on, struct desk_lists *ret_lists)
{
    TRY(desk_list_read(ctx, "channel", on, &ret_lists->channels));
    TRY(desk_list_read(ctx, "contact_reason", on, &ret_lists->reasons));
    TRY(desk_list_read(ctx, "caller", on, &ret_lists->callers));
    TRY(desk_list_read(ctx, "desk_response", on, &ret_lists->responses));
    TRY(desk_list_read(ctx, "unmet_reason", on, &ret_lists->unmet));
    TRY(desk_list_read(ctx, "need", on, &ret_lists->needs));
    TRY(desk_list_read(ctx, "need_area", on, &ret_lists->areas));
    return choices_places(ctx, ctx->actor->office_id, &ret_lists->places);
}

bool desk_lists_have_place(struct ctx *ctx, const struct desk_lists *lists, int64_t place_id)
{
    return place_id == 0 || options_have(&lists->places, option_of_id(ctx, place_id, NULL).value);
}

/* Plain capitals with one space between words; what is no Latin letter or digit parts words. */
static const char *folded(struct arena *arena, const char *text)
{
    struct buf plain = buf_new(arena, 4096);

    for (uint32_t code_point = text_next(&text); code_point; code_point = text_next(&text)) {
        const char *letters = text_fold_letter(code_point);

        if (letters)
            buf_put_text(&plain, letters);
        else
            buf_put_char(&plain, code_point >= '0' && code_point <= '9' ? (char)code_point : ' ');
    }
    return buf_text(&plain);
}

bool desk_text_matches(struct arena *arena, const char *text, const char *words)
{
    const char *plain = folded(arena, text);
    char *rest = arena_copy(arena, folded(arena, words));

    for (char *word = strtok_r(rest, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (!strstr(plain, word))
            return false;
    }
    return true;
}
