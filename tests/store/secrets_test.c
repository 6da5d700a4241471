#include "store/seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <sys/stat.h>

#include "store/keys.h"
#include "store/once.h"
#include "support/database.h"

static const char TEXT[] = "Colloquio del 23 novembre: è stanca, vive sola.";

static bool contains(struct blob blob, const char *word)
{
    size_t length = strlen(word);

    for (size_t i = 0; i + length <= blob.length; i++) {
        if (memcmp(blob.data + i, word, length) == 0)
            return true;
    }
    return false;
}

static void sealed_text_comes_back_at_its_place_only(void **state)
{
    struct test_store *t = *state;
    struct blob sealed;
    const char *text;

    seal_text(&t->ctx, "case_diary.text 17", TEXT, &sealed);
    assert_false(contains(sealed, "stanca"));
    assert_int_equal(seal_open(&t->ctx, "case_diary.text 17", sealed, &text), OK);
    assert_string_equal(text, TEXT);
    assert_int_equal(seal_open(&t->ctx, "case_diary.text 18", sealed, &text), ERR_CORRUPT);
}

static void sealed_text_under_another_key_stays_closed(void **state)
{
    struct test_store *t = *state;
    struct blob sealed;
    const char *text;

    seal_text(&t->ctx, "a", TEXT, &sealed);
    t->config.master.bytes[31] ^= 1;
    test_store_reopen(t);
    assert_int_equal(seal_open(&t->ctx, "a", sealed, &text), ERR_CORRUPT);
}

static void no_text_is_no_blob(void **state)
{
    struct test_store *t = *state;
    struct blob sealed;
    const char *text = TEXT;

    seal_text(&t->ctx, "a", NULL, &sealed);
    assert_null(sealed.data);
    assert_int_equal(seal_open(&t->ctx, "a", sealed, &text), OK);
    assert_null(text);
}

#define FORM(typed_key)                                                                            \
    {                                                                                              \
        .key = (typed_key), .form = "/persone/nuova", .print = "one text"                          \
    }

struct sent {
    struct once once;
    int64_t new_id;
    bool fails;
    bool done;
    int64_t id;
};

static enum status take_form(struct ctx *tx, void *args)
{
    struct sent *sent = args;

    TRY(once_begin(tx, &sent->once, &sent->done, &sent->id));
    if (!sent->done) {
        TRY(once_end(tx, &sent->once, sent->new_id));
        sent->id = sent->new_id;
    }
    return sent->fails ? ERR_INVALID : OK;
}

static void form_sent_twice_gives_the_first_result(void **state)
{
    struct test_store *t = *state;
    struct sent first = {.once = FORM("abc"), .new_id = 41};
    struct sent second = {.once = FORM("abc"), .new_id = 42};

    assert_int_equal(store_write(&t->ctx, take_form, &first), OK);
    assert_int_equal(store_write(&t->ctx, take_form, &second), OK);
    assert_false(first.done);
    assert_true(second.done);
    assert_int_equal(second.id, 41);
}

static void form_sent_again_with_another_text_is_told_what_was_kept(void **state)
{
    struct test_store *t = *state;
    struct sent first = {.once = FORM("abc"), .new_id = 41};
    struct sent second = {.once = FORM("abc"), .new_id = 42};
    bool kept;

    second.once.print = "another text";
    assert_int_equal(store_write(&t->ctx, take_form, &first), OK);
    assert_int_equal(store_write(&t->ctx, take_form, &second), ERR_REPEATED);
    assert_int_equal(second.once.result_id, 41);
    assert_int_equal(once_is_kept(&t->ctx, &second.once, &kept), OK);
    assert_true(kept);
}

static void key_sent_to_another_form_is_another_key(void **state)
{
    struct test_store *t = *state;
    struct sent first = {.once = FORM("abc"), .new_id = 41};
    struct sent second = {.once = FORM("abc"), .new_id = 42};
    bool kept;

    second.once.form = "/contatti/nuovo";
    assert_int_equal(store_write(&t->ctx, take_form, &first), OK);
    assert_int_equal(once_is_kept(&t->ctx, &second.once, &kept), OK);
    assert_false(kept);
    assert_int_equal(store_write(&t->ctx, take_form, &second), OK);
    assert_false(second.done);
}

/* Who stands behind a context; the test's actors are their own numbers. */
static struct audit_who who_of_number(const struct ctx *ctx)
{
    return (struct audit_who){.id = ctx->actor ? *(const int64_t *)(const void *)ctx->actor : 0};
}

static void key_of_another_user_is_another_key(void **state)
{
    struct test_store *t = *state;
    struct sent first = {.once = FORM("abc"), .new_id = 41};
    struct sent second = {.once = FORM("abc"), .new_id = 42};
    const int64_t anna = 1, bruno = 2;

    t->config.who = who_of_number;
    test_store_shut(t);
    test_store_reopen(t);
    t->ctx.actor = (const void *)&anna;
    assert_int_equal(store_write(&t->ctx, take_form, &first), OK);
    t->ctx.actor = (const void *)&bruno;
    assert_int_equal(store_write(&t->ctx, take_form, &second), OK);
    assert_false(second.done);
    t->ctx.actor = (const void *)&anna;
    assert_int_equal(store_write(&t->ctx, take_form, &second), OK);
    assert_true(second.done);
    assert_int_equal(second.id, 41);
    t->ctx.actor = NULL;
}

static void form_that_failed_may_be_sent_again(void **state)
{
    struct test_store *t = *state;
    struct sent first = {.once = FORM("abc"), .new_id = 41, .fails = true};
    struct sent second = {.once = FORM("abc"), .new_id = 42};

    assert_int_equal(store_write(&t->ctx, take_form, &first), ERR_INVALID);
    assert_int_equal(store_write(&t->ctx, take_form, &second), OK);
    assert_false(second.done);
}

static void key_is_forgotten_after_its_days(void **state)
{
    struct test_store *t = *state;
    struct sent sent = {.once = FORM("abc"), .new_id = 41};
    int64_t day = 24 * 60;

    assert_int_equal(store_write(&t->ctx, take_form, &sent), OK);
    t->ctx.now = instant_add_minutes(test_now(), ONCE_DAYS * day);
    assert_int_equal(store_write(&t->ctx, take_form, &sent), OK);
    assert_true(sent.done);
    t->ctx.now = instant_add_minutes(test_now(), ONCE_DAYS * day + 1);
    assert_int_equal(store_write(&t->ctx, take_form, &sent), OK);
    assert_false(sent.done);
}

static void empty_or_long_key_is_refused(void **state)
{
    struct test_store *t = *state;
    struct sent sent = {.once = FORM("")};
    char longer[ONCE_KEY_MAX + 2];

    assert_int_equal(store_write(&t->ctx, take_form, &sent), ERR_INVALID);
    memset(longer, 'k', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    sent.once.key = longer;
    assert_int_equal(store_write(&t->ctx, take_form, &sent), ERR_INVALID);
}

static void key_file_is_made_once_and_private(void **state)
{
    struct test_store *t = *state;
    const char *path = arena_printf(&t->arena, "%s/key", t->folder);
    struct crypt_key made;
    struct crypt_key loaded;
    struct stat stat_;

    assert_int_equal(store_keys_load(path, &loaded), ERR_NOT_FOUND);
    assert_int_equal(store_keys_create(path, &made), OK);
    assert_int_equal(stat(path, &stat_), 0);
    assert_int_equal(stat_.st_mode & 0777, 0600);
    assert_int_equal(store_keys_load(path, &loaded), OK);
    assert_memory_equal(loaded.bytes, made.bytes, sizeof(made.bytes));
    assert_int_equal(store_keys_create(path, &made), ERR_CONFLICT);
    assert_int_equal(store_keys_load(path, &loaded), OK);
}

static void key_file_open_to_others_is_refused(void **state)
{
    struct test_store *t = *state;
    const char *path = arena_printf(&t->arena, "%s/key", t->folder);
    struct crypt_key key;

    assert_int_equal(store_keys_create(path, &key), OK);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(store_keys_load(path, &key), ERR_DENIED);
}

static void file_that_is_no_key_is_refused(void **state)
{
    struct test_store *t = *state;
    const char *path = arena_printf(&t->arena, "%s/zone.db", t->folder);
    struct crypt_key key;

    assert_int_equal(store_keys_load(path, &key), ERR_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_SQLITE(sealed_text_comes_back_at_its_place_only),
        ON_SQLITE(sealed_text_under_another_key_stays_closed),
        ON_SQLITE(no_text_is_no_blob),
        ON_BOTH_ENGINES(form_sent_twice_gives_the_first_result),
        ON_BOTH_ENGINES(form_sent_again_with_another_text_is_told_what_was_kept),
        ON_BOTH_ENGINES(key_sent_to_another_form_is_another_key),
        ON_BOTH_ENGINES(key_of_another_user_is_another_key),
        ON_BOTH_ENGINES(form_that_failed_may_be_sent_again),
        ON_BOTH_ENGINES(key_is_forgotten_after_its_days),
        ON_BOTH_ENGINES(empty_or_long_key_is_refused),
        ON_SQLITE(key_file_is_made_once_and_private),
        ON_SQLITE(key_file_open_to_others_is_refused),
        ON_SQLITE(file_that_is_no_key_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
