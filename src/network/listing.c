#include "network/listing.h"

#include <string.h>

#include "base/text.h"
#include "engine/names/names.h"
#include "zone/zone.h"

struct listing {
    const struct service_line *services;
    size_t service_count;
    const struct service_need_row *needs;
    size_t need_count;
    struct codes areas;
    struct codes need_codes;
};

/* Does `text` hold every typed word, whatever case and accents? Both are folded. */
static bool holds_words(const char *text, const char *words)
{
    char folded[2 * NAMES_TEXT_BYTES + 1];

    names_fold(text, folded, sizeof folded);
    return strstr(folded, words) != NULL;
}

static bool need_fits(const struct listing *listing, int64_t service_id, const char *words)
{
    for (size_t i = 0; i < listing->need_count; i++) {
        const struct code_row *code;

        if (listing->needs[i].service_id != service_id)
            continue;
        code = codes_find(&listing->need_codes, listing->needs[i].need);
        if (code && (holds_words(code->label_it, words) ||
                     (code->hint_it && holds_words(code->hint_it, words))))
            return true;
    }
    return false;
}

static bool service_fits(const struct listing *listing, const struct service_line *service,
                         const char *words)
{
    return *words == '\0' || holds_words(service->name, words) ||
           holds_words(service->summary, words) || holds_words(service->organization_name, words) ||
           need_fits(listing, service->id, words);
}

/* Does the service answer a need of this area? */
static bool service_in_area(const struct listing *listing, int64_t service_id, const char *area)
{
    for (size_t i = 0; i < listing->need_count; i++) {
        const struct code_row *code;

        if (listing->needs[i].service_id != service_id)
            continue;
        code = codes_find(&listing->need_codes, listing->needs[i].need);
        if (code && text_equal(code->parent, area))
            return true;
    }
    return false;
}

static struct service_group group_of_area(struct ctx *ctx, const struct listing *listing,
                                          const struct code_row *area, const char *words)
{
    struct service_line *found =
        arena_array(ctx->arena, struct service_line, listing->service_count);
    size_t count = 0;

    for (size_t i = 0; i < listing->service_count; i++) {
        const struct service_line *service = &listing->services[i];

        if (service_in_area(listing, service->id, area->code) &&
            service_fits(listing, service, words))
            found[count++] = *service;
    }
    return (struct service_group){
        .area = code_label(ctx, area), .code = area->code, .services = found, .count = count};
}

static enum status listing_read(struct ctx *ctx, int64_t place_id, struct listing *ret_listing)
{
    struct service_line *services;
    struct service_need_row *needs;

    TRY(services_listed(ctx, place_id, &services, &ret_listing->service_count));
    TRY(services_needs(ctx, &needs, &ret_listing->need_count));
    TRY(codes_read_all(ctx, "need_area", &ret_listing->areas));
    TRY(codes_read_all(ctx, "need", &ret_listing->need_codes));
    ret_listing->services = services;
    ret_listing->needs = needs;
    return OK;
}

enum status network_list(struct ctx *ctx, const char *words, int64_t place_id,
                         struct service_listing *ret_listing)
{
    struct listing listing = {0};
    char folded[2 * LISTING_WORDS_MAX + 1];

    if (strlen(words) > LISTING_WORDS_MAX)
        return ERR_INVALID;
    names_fold(words, folded, sizeof folded);
    TRY(listing_read(ctx, place_id, &listing));
    ret_listing->group_count = 0;
    for (size_t i = 0; i < listing.areas.count && ret_listing->group_count < LISTING_GROUPS_MAX;
         i++) {
        struct service_group group = group_of_area(ctx, &listing, &listing.areas.rows[i], folded);

        if (group.count > 0)
            ret_listing->groups[ret_listing->group_count++] = group;
    }
    return OK;
}
