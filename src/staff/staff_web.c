#include "staff/staff_web.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "zone/policy.h"
#include "zone/zone.h"

const char *moment_show(struct ctx *ctx, struct instant at)
{
    if (instant_is_none(at))
        return "";
    return arena_printf(ctx->arena, "%s %s", date_show(ctx->arena, instant_date(at)),
                        clock_show(ctx->arena, instant_clock(at)));
}

/* The first word of `marks` that stands in `agent`, as its name. Every browser claims to be several
   others, so the rarer claim comes first. */
static const char *agent_find(const char *agent, const char *const marks[][2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strstr(agent, marks[i][0]))
            return marks[i][1];
    }
    return NULL;
}

const char *agent_show(struct ctx *ctx, const char *agent)
{
    static const char *const BROWSERS[][2] = {{"Edg", "Edge"},
                                              {"OPR/", "Opera"},
                                              {"Firefox/", "Firefox"},
                                              {"Chrome/", "Chrome"},
                                              {"Safari/", "Safari"}};
    static const char *const SYSTEMS[][2] = {{"Android", "Android"}, {"iPhone", "iPhone"},
                                             {"iPad", "iPad"},       {"Windows", "Windows"},
                                             {"Mac OS", "Mac"},      {"Linux", "Linux"}};
    const char *browser = agent_find(agent, BROWSERS, sizeof BROWSERS / sizeof BROWSERS[0]);
    const char *system = agent_find(agent, SYSTEMS, sizeof SYSTEMS / sizeof SYSTEMS[0]);

    if (!browser)
        return tr(ctx, "un programma che non si presenta");
    return system ? arena_printf(ctx->arena, tr(ctx, "%s su %s"), browser, system) : browser;
}

const char *role_show(struct ctx *ctx, const struct user_role *role)
{
    struct arena *arena = ctx->arena;
    const char *label = tr(ctx, role_label(role_from_code(role->role)));

    return arena_printf(arena, "%s%s%s%s%s, %s", label, role->office ? ", " : "",
                        role->office ? role->office : "", role->municipality ? ", " : "",
                        role->municipality ? role->municipality : "",
                        span_show(ctx, role->valid_from, role->valid_to));
}

enum status sessions_show(struct ctx *ctx, int64_t user_id, struct session_line **ret_lines,
                          size_t *ret_count)
{
    struct open_session *rows;
    size_t count;

    TRY(staff_sessions_open(ctx, user_id, ctx->now, &rows, &count));

    struct session_line *lines = arena_array(ctx->arena, struct session_line, count);

    for (size_t i = 0; i < count; i++)
        lines[i] = (struct session_line){
            .id = rows[i].id,
            .agent = agent_show(ctx, rows[i].agent),
            .origin = rows[i].origin,
            .entered = moment_show(ctx, rows[i].created_at),
            .seen = moment_show(ctx, rows[i].seen_at),
            .here = rows[i].id == ctx->actor->session_id,
        };
    *ret_lines = lines;
    *ret_count = count;
    return OK;
}

enum status password_chars_min(struct ctx *ctx, int64_t *ret_chars)
{
    return policy_read_number(ctx, POLICY_SIGN_IN_PASSWORD_MIN_LENGTH, instant_date(ctx->now),
                              ret_chars);
}

const char *code_of_words(struct ctx *ctx, const char *words, char joint)
{
    enum { CODE_CHARS_MAX = 60 };
    struct buf code = buf_new(ctx->arena, CODE_CHARS_MAX);

    for (uint32_t letter; (letter = text_next(&words)) && !code.overflowed;) {
        const char *plain = text_fold_letter(letter);

        if (plain)
            buf_put_text(&code, text_lower_ascii(ctx->arena, plain));
        else if (letter >= '0' && letter <= '9')
            buf_put_char(&code, (char)letter);
        else if (code.length > 0 && code.data[code.length - 1] != joint)
            buf_put_char(&code, joint);
    }
    return buf_text(&code);
}

enum status zone_is_fresh(struct ctx *ctx, bool *ret_fresh)
{
    struct office_row *offices;
    size_t count;

    TRY(zone_offices_in_use(ctx, &offices, &count));
    *ret_fresh = true;
    for (size_t i = 0; i < count && *ret_fresh; i++) {
        struct opening_row *openings;
        size_t opening_count;

        TRY(zone_openings(ctx, offices[i].id, instant_date(ctx->now), &openings, &opening_count));
        *ret_fresh = opening_count == 0;
    }
    return OK;
}
