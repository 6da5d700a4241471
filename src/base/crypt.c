#include "base/crypt.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
    PASSWORD_PASSES = 2,
    PASSWORD_BYTES = 64 * 1024 * 1024,
    SALT_CHARS = 22, /* 16 bytes in base64 without padding */
    HASH_CHARS = 43, /* 32 bytes */
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
};

static_assert(CRYPT_HASH_BYTES == crypto_generichash_BYTES, "BLAKE2b-256");
static_assert(CRYPT_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "sealing key");
static_assert(CRYPT_KEY_BYTES == crypto_kdf_KEYBYTES, "master key");
static_assert(CRYPT_PASSWORD_HASH_MAX == crypto_pwhash_STRBYTES, "PHC string");
static_assert(CRYPT_SEAL_EXTRA_BYTES == NONCE_BYTES + TAG_BYTES, "nonce and tag");

enum status crypt_init(void)
{
    return sodium_init() < 0 ? ERR_UNAVAILABLE : OK;
}

void crypt_random(void *bytes, size_t length)
{
    randombytes_buf(bytes, length);
}

uint32_t crypt_random_below(uint32_t bound)
{
    assert(bound > 0);
    return randombytes_uniform(bound);
}

char *crypt_token(struct arena *arena)
{
    uint8_t bytes[32];
    char *token = arena_alloc(arena, CRYPT_TOKEN_CHARS + 1);

    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(token, CRYPT_TOKEN_CHARS + 1, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return token;
}

struct crypt_hash crypt_hash(const struct crypt_key *key, const void *bytes, size_t length)
{
    struct crypt_hash hash;

    crypto_generichash(hash.bytes, sizeof hash.bytes, bytes, length, key ? key->bytes : NULL,
                       key ? sizeof key->bytes : 0);
    return hash;
}

bool crypt_hash_equal(const struct crypt_hash *a, const struct crypt_hash *b)
{
    return sodium_memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

struct crypt_key crypt_derive(const struct crypt_key *master, const char *purpose)
{
    char context[crypto_kdf_CONTEXTBYTES] = {0};
    size_t length = strlen(purpose);
    struct crypt_key key;

    assert(length > 0 && length <= sizeof context);
    memcpy(context, purpose, length); /* NOLINT(bugprone-not-null-terminated-result): not text */
    crypto_kdf_derive_from_key(key.bytes, sizeof key.bytes, 1, context, master->bytes);
    return key;
}

char *crypt_hex(struct arena *arena, const void *bytes, size_t length)
{
    assert(length < SIZE_MAX / 2);

    char *hex = arena_alloc(arena, 2 * length + 1);

    return sodium_bin2hex(hex, 2 * length + 1, bytes, length);
}

enum status crypt_from_hex(const char *hex, void *bytes, size_t length)
{
    const char *end;
    size_t chars = strlen(hex);
    size_t written;

    if (chars / 2 != length || chars % 2 != 0)
        return ERR_INVALID;
    if (sodium_hex2bin(bytes, length, hex, chars, NULL, &written, &end) != 0)
        return ERR_INVALID;
    return written == length && *end == '\0' ? OK : ERR_INVALID;
}

bool crypt_text_equal(const char *a, const char *b)
{
    size_t length = strlen(a);

    return length == strlen(b) && sodium_memcmp(a, b, length) == 0;
}

enum status crypt_password_hash(struct arena *arena, const char *password, const char **ret_hash)
{
    char hash[CRYPT_PASSWORD_HASH_MAX];

    if (crypto_pwhash_str_alg(hash, password, strlen(password), PASSWORD_PASSES, PASSWORD_BYTES,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return ERR_UNAVAILABLE;
    *ret_hash = arena_copy(arena, hash);
    return OK;
}

/* What a PHC string of ours holds. */
struct password_record {
    unsigned kibibytes;
    unsigned passes;
    uint8_t salt[crypto_pwhash_SALTBYTES];
    uint8_t hash[CRYPT_HASH_BYTES];
};

static bool base64_fills(const char *text, uint8_t *bytes, size_t size)
{
    size_t length;

    return sodium_base642bin(bytes, size, text, strlen(text), NULL, &length, NULL,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           length == size;
}

static bool password_parse(const char *phc, struct password_record *record)
{
    char salt[SALT_CHARS + 1];
    char hash[HASH_CHARS + 1];
    int end = 0;

    if (sscanf(phc, "$argon2id$v=19$m=%7u,t=%2u,p=1$%22[^$]$%43[^$]%n", &record->kibibytes,
               &record->passes, salt, hash, &end) != 4 ||
        phc[end] != '\0')
        return false;
    return base64_fills(salt, record->salt, sizeof record->salt) &&
           base64_fills(hash, record->hash, sizeof record->hash);
}

/* The library's own check answers a lack of memory as if the password were wrong. */
enum status crypt_password_check(const char *hash, const char *password)
{
    struct password_record record;
    uint8_t tried[CRYPT_HASH_BYTES];

    if (!password_parse(hash, &record))
        return ERR_DENIED;
    errno = 0;
    if (crypto_pwhash(tried, sizeof tried, password, strlen(password), record.salt, record.passes,
                      (size_t)record.kibibytes * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return errno == ENOMEM ? ERR_UNAVAILABLE : ERR_DENIED;
    return sodium_memcmp(tried, record.hash, sizeof tried) == 0 ? OK : ERR_DENIED;
}

void crypt_seal(struct arena *arena, const struct crypt_key *key, const char *bound,
                const void *plain, size_t plain_length, uint8_t **ret_sealed,
                size_t *ret_sealed_length)
{
    assert(plain_length < SIZE_MAX - CRYPT_SEAL_EXTRA_BYTES);

    size_t length = plain_length + CRYPT_SEAL_EXTRA_BYTES;
    uint8_t *sealed = arena_alloc(arena, length);

    randombytes_buf(sealed, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_BYTES, NULL, plain, plain_length,
                                               (const uint8_t *)bound, strlen(bound), NULL, sealed,
                                               key->bytes);
    *ret_sealed = sealed;
    *ret_sealed_length = length;
}

enum status crypt_open(struct arena *arena, const struct crypt_key *key, const char *bound,
                       const uint8_t *sealed, size_t sealed_length, uint8_t **ret_plain,
                       size_t *ret_plain_length)
{
    if (sealed_length < CRYPT_SEAL_EXTRA_BYTES)
        return ERR_CORRUPT;

    size_t length = sealed_length - CRYPT_SEAL_EXTRA_BYTES;
    uint8_t *plain = arena_alloc(arena, length + 1);

    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, NULL, NULL, sealed + NONCE_BYTES, sealed_length - NONCE_BYTES,
            (const uint8_t *)bound, strlen(bound), sealed, key->bytes) != 0)
        return ERR_CORRUPT;
    *ret_plain = plain;
    *ret_plain_length = length;
    return OK;
}
