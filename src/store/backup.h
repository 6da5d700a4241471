/*
 * A copy of the whole database while it is in use, and the way back.
 *
 * Beside the copy stands a manifest (its path with ".manifest"): the hash of the copy, so that
 * damage is found, and the audit head at that time, so that a chain that was cut or written anew
 * later is found by comparing with an old backup. The master key is in neither: without it the
 * sealed texts of a backup stay closed.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/ctx.h"
#include "store/audit.h"
#include "store/db.h"

struct backup_manifest {
    enum db_kind kind;
    struct instant made_at;
    int64_t bytes;
    struct audit_head head; /* the chain goes at least this far */
    struct crypt_hash hash; /* of the copy's bytes */
};

/* Writes the copy and its manifest, both on the disk before it returns; neither may exist yet
   (ERR_CONFLICT). SQLite: one snapshot, without the remains of erased text. PostgreSQL: pg_dump,
   which must be installed (ERR_NOT_FOUND). ERR_IO when the copy cannot be written; then nothing is
   left. */
MUST_USE enum status store_backup(struct ctx *ctx, const char *path,
                                  struct backup_manifest *ret_manifest);

/* ERR_NOT_FOUND without copy or manifest, ERR_CORRUPT when they do not fit together. */
MUST_USE enum status backup_check(struct arena *arena, const char *path,
                                  struct backup_manifest *ret_manifest);

/* Checks, and makes the database at `location` from the copy: a file that does not exist yet, or an
   empty database of a server (else ERR_CONFLICT). ERR_INVALID when the copy is of the other
   engine. The caller opens it and verifies the audit with the manifest's head as known. */
MUST_USE enum status backup_restore(struct arena *arena, const char *path, const char *location,
                                    struct backup_manifest *ret_manifest);

#endif
