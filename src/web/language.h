/*
 * In which language an answer is given.
 *
 * Italian, unless the reader chose another on a page (POST /lingua), which a cookie keeps for a
 * year: in this browser, for colleagues and for the public alike, from before they come in. The
 * cookie holds the language's code and nothing of the person, and is set only when asked for.
 *
 * Accept-Language is not looked at. Italian is the text that counts of a public body, most people
 * here have never set their browser's language, and the national checker of municipal sites comes
 * with an English browser and wants Italian words; who wants English finds it on top of the page.
 * So an answer depends on the cookie alone, and says so: Vary: Cookie, Content-Language.
 *
 * What is data (names of services and needs, rules, notes) stays as the office wrote it. A paper
 * for somebody else (a volunteer's sheet) is in Italian, whoever prints it.
 */
#ifndef WEB_LANGUAGE_H
#define WEB_LANGUAGE_H

#include <stddef.h>

#include "base/words.h"
#include "web/request.h"
#include "web/response.h"

enum {
    LANGUAGES_MAX = 8,
    LANGUAGE_ARENA_BYTES = 64 * 1024,
    LANGUAGE_SECONDS = 365 * 24 * 60 * 60,
};

#define LANGUAGE_COOKIE "lingua"

/* The translations that the program has, for as long as it serves. */
struct languages {
    struct arena arena;
    const struct words *words[LANGUAGES_MAX];
    size_t count;
};

/* Reads every file. ERR_CORRUPT when one is no catalogue that says its language; ERR_TOO_LARGE past
   LANGUAGES_MAX. The files must outlive the languages. */
MUST_USE enum status languages_open(struct languages *ret_languages, const struct words_file *files,
                                    size_t count);
void languages_close(struct languages *languages);

/* The request's: NULL for Italian. `languages` may be NULL. */
const struct words *language_of(struct arena *arena, const struct request *request,
                                const struct languages *languages);

/* Keeps the choice in the browser. ERR_NOT_FOUND when `code` is none of ours. */
MUST_USE enum status language_choose(struct response *response, const struct languages *languages,
                                     const char *code);

/* One that can be chosen. */
struct language {
    const char *code; /* for lang= and the form */
    const char *name; /* in itself: "English" */
};

/* All but the one of `words`, Italian first. */
size_t languages_others(const struct languages *languages, const struct words *words,
                        struct language ret_others[LANGUAGES_MAX]);

#endif
