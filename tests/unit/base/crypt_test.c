#include "base/crypt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    return arena_init(&arena, 1 << 20) != OK || crypt_init() != OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static const struct crypt_key key = {"0123456789abcdef0123456789abcde"};
static const struct crypt_key other_key = {"1123456789abcdef0123456789abcde"};

static void init_twice_is_ok(void **state)
{
    (void)state;
    assert_int_equal(crypt_init(), OK);
    assert_int_equal(crypt_init(), OK);
}

static void random_fills_and_differs(void **state)
{
    (void)state;
    uint8_t a[32] = {0};
    uint8_t b[32] = {0};

    crypt_random(a, sizeof a);
    crypt_random(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
}

static void random_below_reaches_every_value_and_no_other(void **state)
{
    (void)state;
    int seen[7] = {0};

    for (int i = 0; i < 2000; i++) {
        uint32_t number = crypt_random_below(7);

        assert_true(number < 7);
        seen[number]++;
    }
    for (int i = 0; i < 7; i++)
        assert_true(seen[i] > 0);
    assert_int_equal(crypt_random_below(1), 0);
}

static void token_is_long_and_fit_for_an_address(void **state)
{
    (void)state;
    const char *token = crypt_token(&arena);

    assert_int_equal(strlen(token), CRYPT_TOKEN_CHARS);
    assert_int_equal(strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "0123456789-_"),
                     CRYPT_TOKEN_CHARS);
    assert_string_not_equal(token, crypt_token(&arena));
}

/* The value that BLAKE2b with 32 bytes of output gives for "abc". */
static void hash_without_key_is_blake2b_256(void **state)
{
    (void)state;
    struct crypt_hash hash = crypt_hash(NULL, "abc", 3);

    assert_string_equal(crypt_hex(&arena, hash.bytes, sizeof hash.bytes),
                        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void hash_with_a_key_depends_on_it(void **state)
{
    (void)state;
    struct crypt_hash plain = crypt_hash(NULL, "abc", 3);
    struct crypt_hash keyed = crypt_hash(&key, "abc", 3);
    struct crypt_hash again = crypt_hash(&key, "abc", 3);
    struct crypt_hash other = crypt_hash(&other_key, "abc", 3);

    assert_true(crypt_hash_equal(&keyed, &again));
    assert_false(crypt_hash_equal(&keyed, &plain));
    assert_false(crypt_hash_equal(&keyed, &other));
}

static void derive_for_each_purpose_gives_another_key(void **state)
{
    (void)state;
    struct crypt_key audit = crypt_derive(&key, "audit");
    struct crypt_key again = crypt_derive(&key, "audit");
    struct crypt_key sealed = crypt_derive(&key, "sealing1");
    struct crypt_key foreign = crypt_derive(&other_key, "audit");

    assert_memory_equal(audit.bytes, again.bytes, CRYPT_KEY_BYTES);
    assert_memory_not_equal(audit.bytes, sealed.bytes, CRYPT_KEY_BYTES);
    assert_memory_not_equal(audit.bytes, foreign.bytes, CRYPT_KEY_BYTES);
}

static void hex_goes_both_ways(void **state)
{
    (void)state;
    uint8_t bytes[4];

    assert_int_equal(crypt_from_hex("00fF10Ab", bytes, 4), OK);
    assert_string_equal(crypt_hex(&arena, bytes, 4), "00ff10ab");
    assert_int_equal(crypt_from_hex("", bytes, 0), OK);
    assert_string_equal(crypt_hex(&arena, bytes, 0), "");
}

static void hex_of_another_length_or_letter_is_refused(void **state)
{
    (void)state;
    uint8_t bytes[4];

    assert_int_equal(crypt_from_hex("00ff10", bytes, 4), ERR_INVALID);
    assert_int_equal(crypt_from_hex("00ff10abc", bytes, 4), ERR_INVALID);
    assert_int_equal(crypt_from_hex("00ff10abcd", bytes, 4), ERR_INVALID);
    assert_int_equal(crypt_from_hex("00ff10ag", bytes, 4), ERR_INVALID);
    assert_int_equal(crypt_from_hex("00:ff:10", bytes, 4), ERR_INVALID);
    assert_int_equal(crypt_from_hex("0", bytes, 0), ERR_INVALID);
}

static void text_equal_compares_all_of_it(void **state)
{
    (void)state;
    assert_true(crypt_text_equal("", ""));
    assert_true(crypt_text_equal("abc", "abc"));
    assert_false(crypt_text_equal("abc", "abd"));
    assert_false(crypt_text_equal("abc", "ab"));
}

static void password_fits_its_own_hash_only(void **state)
{
    (void)state;
    const char *hash = NULL;

    assert_int_equal(crypt_password_hash(&arena, "tre gatti neri", &hash), OK);
    assert_true(strncmp(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31) == 0);
    assert_true(strlen(hash) < CRYPT_PASSWORD_HASH_MAX);
    assert_int_equal(crypt_password_check(hash, "tre gatti neri"), OK);
    assert_int_equal(crypt_password_check(hash, "tre gatti ner"), ERR_DENIED);
    assert_int_equal(crypt_password_check(hash, ""), ERR_DENIED);
}

static void password_fits_no_text_that_is_no_hash(void **state)
{
    (void)state;
    char long_text[CRYPT_PASSWORD_HASH_MAX + 100];

    memset(long_text, 'a', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_int_equal(crypt_password_check("", "x"), ERR_DENIED);
    assert_int_equal(crypt_password_check("x", "x"), ERR_DENIED);
    assert_int_equal(crypt_password_check("$argon2id$v=19$m=65536", "x"), ERR_DENIED);
    assert_int_equal(crypt_password_check(long_text, "x"), ERR_DENIED);

    const char *hash;

    assert_int_equal(crypt_password_hash(&arena, "x", &hash), OK);
    assert_int_equal(crypt_password_check(arena_printf(&arena, "%sA", hash), "x"), ERR_DENIED);
    assert_int_equal(crypt_password_check(arena_printf(&arena, "%s$", hash), "x"), ERR_DENIED);
    assert_int_equal(crypt_password_check(arena_copy_n(&arena, hash, strlen(hash) - 1), "x"),
                     ERR_DENIED);
    assert_int_equal(crypt_password_check("$argon2id$v=19$m=1,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                          "x"),
                     ERR_DENIED);
}

/* Leaves this process a little more address space than it has, but not the 64 MiB of a hash. */
static int limit_memory(void)
{
    FILE *statm = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    int read = statm ? fscanf(statm, "%lu", &pages) : 0;

    if (statm)
        fclose(statm);

    rlim_t bytes = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + (16 << 20);

    return read == 1 && setrlimit(RLIMIT_AS, &(struct rlimit){bytes, bytes}) == 0;
}

/* In a child, because the limit cannot be taken back. */
static void password_without_memory_is_unavailable(void **state)
{
    (void)state;
    const char *hash;
    int how;

    assert_int_equal(crypt_password_hash(&arena, "x", &hash), OK);

    pid_t child = fork();

    if (child == 0) {
        const char *never = NULL;

        if (!limit_memory())
            _exit(9);
        if (crypt_password_hash(&arena, "x", &never) != ERR_UNAVAILABLE || never)
            _exit(1);
        _exit(crypt_password_check(hash, "x") == ERR_UNAVAILABLE ? 0 : 2);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
}

static void seal_opens_in_its_own_place_only(void **state)
{
    (void)state;
    static const char secret[] = "colloquio del 3 marzo";
    uint8_t *sealed;
    uint8_t *plain = NULL;
    size_t sealed_length;
    size_t length;

    crypt_seal(&arena, &key, "diary.text.7", secret, sizeof secret, &sealed, &sealed_length);
    assert_int_equal(sealed_length, sizeof secret + CRYPT_SEAL_EXTRA_BYTES);
    assert_memory_not_equal(sealed + CRYPT_SEAL_EXTRA_BYTES - 16, secret, sizeof secret);
    assert_int_equal(
        crypt_open(&arena, &key, "diary.text.8", sealed, sealed_length, &plain, &length),
        ERR_CORRUPT);
    assert_int_equal(
        crypt_open(&arena, &other_key, "diary.text.7", sealed, sealed_length, &plain, &length),
        ERR_CORRUPT);
    assert_null(plain);
    assert_int_equal(
        crypt_open(&arena, &key, "diary.text.7", sealed, sealed_length, &plain, &length), OK);
    assert_int_equal(length, sizeof secret);
    assert_memory_equal(plain, secret, sizeof secret);
}

static void seal_with_any_byte_changed_or_lost_is_corrupt(void **state)
{
    (void)state;
    uint8_t *sealed;
    uint8_t *plain;
    size_t sealed_length;
    size_t length;

    crypt_seal(&arena, &key, "a", "abc", 3, &sealed, &sealed_length);
    for (size_t i = 0; i < sealed_length; i++) {
        sealed[i] ^= 1;
        assert_int_equal(crypt_open(&arena, &key, "a", sealed, sealed_length, &plain, &length),
                         ERR_CORRUPT);
        sealed[i] ^= 1;
        assert_int_equal(crypt_open(&arena, &key, "a", sealed, i, &plain, &length), ERR_CORRUPT);
    }
    assert_int_equal(crypt_open(&arena, &key, "a", sealed, sealed_length, &plain, &length), OK);
}

static void seal_of_nothing_opens_to_nothing(void **state)
{
    (void)state;
    uint8_t *sealed;
    uint8_t *plain;
    size_t sealed_length;
    size_t length = 1;

    crypt_seal(&arena, &key, "", NULL, 0, &sealed, &sealed_length);
    assert_int_equal(crypt_open(&arena, &key, "", sealed, sealed_length, &plain, &length), OK);
    assert_int_equal(length, 0);
}

static void seal_of_the_same_text_is_never_the_same(void **state)
{
    (void)state;
    uint8_t *first;
    uint8_t *second;
    size_t length;

    crypt_seal(&arena, &key, "a", "abc", 3, &first, &length);
    crypt_seal(&arena, &key, "a", "abc", 3, &second, &length);
    assert_memory_not_equal(first, second, length);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(init_twice_is_ok),
        CASE(random_fills_and_differs),
        CASE(random_below_reaches_every_value_and_no_other),
        CASE(token_is_long_and_fit_for_an_address),
        CASE(hash_without_key_is_blake2b_256),
        CASE(hash_with_a_key_depends_on_it),
        CASE(derive_for_each_purpose_gives_another_key),
        CASE(hex_goes_both_ways),
        CASE(hex_of_another_length_or_letter_is_refused),
        CASE(text_equal_compares_all_of_it),
        CASE(password_fits_its_own_hash_only),
        CASE(password_fits_no_text_that_is_no_hash),
        CASE(password_without_memory_is_unavailable),
        CASE(seal_opens_in_its_own_place_only),
        CASE(seal_with_any_byte_changed_or_lost_is_corrupt),
        CASE(seal_of_nothing_opens_to_nothing),
        CASE(seal_of_the_same_text_is_never_the_same),
    };

    return cmocka_run_group_tests_name("crypt", tests, NULL, NULL);
}
