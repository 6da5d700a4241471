#include "staff/choices.h"

#include "base/words.h"

enum status choices_codes(struct ctx *ctx, const char *list, struct options_list *ret_codes)
{
    struct codes codes;

    TRY(codes_read_in_use(ctx, list, instant_date(ctx->now), &codes));

    struct option *items = arena_array(ctx->arena, struct option, codes.count);

    for (size_t i = 0; i < codes.count; i++)
        items[i] = (struct option){codes.rows[i].code, code_label(ctx, &codes.rows[i]),
                                   codes.rows[i].hint_it};
    *ret_codes = (struct options_list){items, codes.count};
    return OK;
}

enum status choices_places(struct ctx *ctx, int64_t office_id, struct options_list *ret_places)
{
    struct place_row *rows;
    size_t count;

    if (office_id)
        TRY(zone_office_places(ctx, office_id, &rows, &count));
    else
        TRY(zone_places(ctx, &rows, &count));

    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++)
        items[i] = option_of_id(ctx, rows[i].id, rows[i].label);
    *ret_places = (struct options_list){items, count};
    return OK;
}

enum status choices_place(struct ctx *ctx, int64_t place_id, const char *name,
                          struct form_errors *errors, struct place_row *ret_place)
{
    struct place_row place = {0};
    enum status status = place_id ? zone_place(ctx, place_id, &place) : OK;

    if (status == ERR_NOT_FOUND)
        form_error_add(ctx, errors, name, tr(ctx, "Scegli un luogo dall’elenco"));
    else
        TRY(status);
    *ret_place = place;
    return OK;
}

bool choices_have(struct ctx *ctx, const struct options_list *options, int64_t id)
{
    return options_have(options, option_of_id(ctx, id, NULL).value);
}
