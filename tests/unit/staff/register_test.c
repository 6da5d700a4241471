/* What the data protection officer reads are words, whatever the program writes down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "base/ctx.h"
#include "staff/register.h"

enum { LINE_MAX_BYTES = 400 };

/* How many actions of a source are shown by their own code. */
static int wordless_in(const char *path, int *found)
{
    static const char WRITTEN[] = ".action = \"";
    const struct ctx ctx = {0};
    FILE *source = fopen(path, "re");
    char line[LINE_MAX_BYTES];
    int wordless = 0;

    assert_non_null(source);
    while (fgets(line, sizeof line, source)) {
        char *action = strstr(line, WRITTEN);

        if (!action)
            continue;
        action += strlen(WRITTEN);
        action[strcspn(action, "\"")] = '\0';
        (*found)++;
        if (strcmp(register_action_show(&ctx, &(struct register_row){.action = action}), action))
            continue;
        print_error("%s: nobody said in register.c what \"%s\" is\n", path, action);
        wordless++;
    }
    fclose(source);
    return wordless;
}

static void every_action_that_a_source_writes_down_has_words(void **state)
{
    glob_t sources;
    int wordless = 0;
    int found = 0;

    (void)state;
    assert_int_equal(glob("src/*/*.c", 0, NULL, &sources), 0);
    for (size_t i = 0; i < sources.gl_pathc; i++)
        wordless += wordless_in(sources.gl_pathv[i], &found);
    globfree(&sources);
    assert_true(found > 60);
    assert_int_equal(wordless, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_that_a_source_writes_down_has_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
