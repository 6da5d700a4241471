#include "staff/choices.h"

#include "base/text.h"
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

static struct options_list places_in_use(struct ctx *ctx, const struct place_row *rows,
                                         size_t count, int64_t kept_id)
{
    struct option *items = arena_array(ctx->arena, struct option, count);
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].active || rows[i].id == kept_id)
            items[used++] = option_of_id(ctx, rows[i].id, rows[i].label);
    }
    return (struct options_list){items, used};
}

enum status choices_places(struct ctx *ctx, int64_t office_id, struct options_list *ret_places)
{
    struct place_row *rows;
    size_t count;

    if (!office_id)
        return choices_places_with(ctx, 0, ret_places);
    TRY(zone_office_places(ctx, office_id, &rows, &count));
    *ret_places = places_in_use(ctx, rows, count, 0);
    return OK;
}

enum status choices_places_with(struct ctx *ctx, int64_t kept_id, struct options_list *ret_places)
{
    struct place_row *rows;
    size_t count;

    TRY(zone_places(ctx, &rows, &count));
    *ret_places = places_in_use(ctx, rows, count, kept_id);
    return OK;
}

enum status choices_place(struct ctx *ctx, int64_t place_id, int64_t kept_id, const char *name,
                          struct form_errors *errors, struct place_row *ret_place)
{
    struct place_row place = {.active = true};
    enum status status = place_id ? zone_place(ctx, place_id, &place) : OK;

    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    if (status == ERR_NOT_FOUND || (!place.active && place_id != kept_id)) {
        form_error_add(ctx, errors, name, tr(ctx, "Scegli un luogo dall’elenco"));
        place_id = 0;
    }
    *ret_place = place_id ? place : (struct place_row){0};
    return OK;
}

int64_t choices_id(const struct form *form, const char *name)
{
    int64_t id;

    return text_to_int(form_value(form, name), &id) == OK ? id : 0;
}

bool choices_have(struct ctx *ctx, const struct options_list *options, int64_t id)
{
    return options_have(options, option_of_id(ctx, id, NULL).value);
}
