#include "web/language.h"

#include <string.h>

#include "base/arena.h"

enum status languages_open(struct languages *ret_languages, const struct words_file *files,
                           size_t count)
{
    struct languages languages = {0};
    enum status status = OK;

    if (count > LANGUAGES_MAX - 1) /* one place is Italian's */
        return ERR_TOO_LARGE;
    TRY(arena_init(&languages.arena, LANGUAGE_ARENA_BYTES));
    for (size_t i = 0; i < count && status == OK; i++) {
        status = words_open(&languages.arena, files[i].bytes, files[i].length, &languages.words[i]);
        if (status == OK && words_language(languages.words[i])[0] == '\0')
            status = ERR_CORRUPT;
    }
    if (status != OK) {
        arena_free(&languages.arena);
        return status;
    }
    languages.count = count;
    *ret_languages = languages;
    return OK;
}

void languages_close(struct languages *languages)
{
    arena_free(&languages->arena);
    *languages = (struct languages){0};
}

/* False when it is none of ours. */
static bool find(const struct languages *languages, const char *code,
                 const struct words **ret_words)
{
    if (strcmp(code, words_language(NULL)) == 0) {
        *ret_words = NULL;
        return true;
    }
    for (size_t i = 0; languages && i < languages->count; i++) {
        if (strcmp(code, words_language(languages->words[i])) == 0) {
            *ret_words = languages->words[i];
            return true;
        }
    }
    return false;
}

const struct words *language_of(struct arena *arena, const struct request *request,
                                const struct languages *languages)
{
    const char *code = request_cookie(arena, request, LANGUAGE_COOKIE);
    const struct words *words = NULL;

    return code && find(languages, code, &words) ? words : NULL;
}

enum status language_choose(struct response *response, const struct languages *languages,
                            const char *code)
{
    const struct words *words;

    if (!find(languages, code, &words))
        return ERR_NOT_FOUND;
    response_cookie(response, &(struct cookie){.name = LANGUAGE_COOKIE,
                                               .value = words_language(words),
                                               .max_age_seconds = LANGUAGE_SECONDS,
                                               .site = COOKIE_LAX});
    return OK;
}

static struct language language_named(const struct words *words)
{
    /* For translators: the name of the language that this file translates to, in that language. */
    return (struct language){words_language(words), words_find(words, N_("Italiano"))};
}

size_t languages_others(const struct languages *languages, const struct words *words,
                        struct language ret_others[LANGUAGES_MAX])
{
    size_t count = 0;

    if (words)
        ret_others[count++] = language_named(NULL);
    for (size_t i = 0; languages && i < languages->count; i++) {
        if (languages->words[i] != words)
            ret_others[count++] = language_named(languages->words[i]);
    }
    return count;
}
