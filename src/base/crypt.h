/*
 * Randomness, hashes, passwords and sealed bytes: the only door to libsodium.
 */
#ifndef BASE_CRYPT_H
#define BASE_CRYPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum {
    CRYPT_KEY_BYTES = 32,
    CRYPT_HASH_BYTES = 32,
    CRYPT_TOKEN_CHARS = 43, /* 32 random bytes as URL-safe base64 without padding */
    CRYPT_PASSWORD_HASH_MAX = 128,
    CRYPT_SEAL_EXTRA_BYTES = 40, /* what sealing adds: the nonce and the tag */
};

struct crypt_key {
    uint8_t bytes[CRYPT_KEY_BYTES];
};

struct crypt_hash {
    uint8_t bytes[CRYPT_HASH_BYTES];
};

/* Once per process, before any thread. ERR_UNAVAILABLE when the system has no randomness. */
MUST_USE enum status crypt_init(void);

void crypt_random(void *bytes, size_t length);
uint32_t crypt_random_below(uint32_t bound); /* 0..bound-1, all alike; `bound` is not 0 */
char *crypt_token(struct arena *arena);      /* CRYPT_TOKEN_CHARS unguessable characters */

/* BLAKE2b-256; with a key it authenticates, without it only identifies. `key` may be NULL. */
struct crypt_hash crypt_hash(const struct crypt_key *key, const void *bytes, size_t length);
bool crypt_hash_equal(const struct crypt_hash *a, const struct crypt_hash *b); /* constant time */
/* A key for one purpose from a master key: `purpose` is 1 to 8 characters. */
struct crypt_key crypt_derive(const struct crypt_key *master, const char *purpose);

char *crypt_hex(struct arena *arena, const void *bytes, size_t length);
/* ERR_INVALID unless `hex` is exactly 2 * length hexadecimal digits of either case; `bytes` may
   then be partly written. */
MUST_USE enum status crypt_from_hex(const char *hex, void *bytes, size_t length);
bool crypt_text_equal(const char *a, const char *b); /* time depends on the lengths only */

/* argon2id, 64 MiB and 2 passes (OWASP 2023 asks for at least 19 MiB and 2). The caller bounds
   how many run at once. The result is the PHC string. ERR_UNAVAILABLE without that much memory. */
MUST_USE enum status crypt_password_hash(struct arena *arena, const char *password,
                                         const char **ret_hash);
/* OK; ERR_DENIED when it does not fit or `hash` is no password hash; ERR_UNAVAILABLE without
   memory. */
MUST_USE enum status crypt_password_check(const char *hash, const char *password);

/* XChaCha20-Poly1305 with a random nonce; `bound` is authenticated but not stored, and ties the
   sealed bytes to their place (table, column, row), so that they cannot be moved to another. */
void crypt_seal(struct arena *arena, const struct crypt_key *key, const char *bound,
                const void *plain, size_t plain_length, uint8_t **ret_sealed,
                size_t *ret_sealed_length);
/* ERR_CORRUPT when key, bytes or bound are not those of the sealing. */
MUST_USE enum status crypt_open(struct arena *arena, const struct crypt_key *key, const char *bound,
                                const uint8_t *sealed, size_t sealed_length, uint8_t **ret_plain,
                                size_t *ret_plain_length);

#endif
