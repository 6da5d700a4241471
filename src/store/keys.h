/*
 * The master key: 32 random bytes in a file outside the database. Everything sealed and the audit
 * chain hang on it: a backup without the key cannot be read.
 */
#ifndef STORE_KEYS_H
#define STORE_KEYS_H

#include "base/crypt.h"

/* Makes a new key and its file (mode 0600, on the disk before it returns). ERR_CONFLICT when the
   file exists: a key is never overwritten. ERR_IO otherwise. */
MUST_USE enum status store_keys_create(const char *path, struct crypt_key *ret_master);

/* ERR_NOT_FOUND without a file, ERR_DENIED when others than its owner may read it, ERR_CORRUPT when
   it does not hold a key, ERR_IO when it cannot be read. */
MUST_USE enum status store_keys_load(const char *path, struct crypt_key *ret_master);

#endif
