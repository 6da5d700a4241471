#include "support/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

enum { NAMES_MAX = 16 * 1024 };

const char *const DIGEST_READING[] = {"audit_head", "staff_session", NULL};

/* One text of everything in a table. SQLite has no text of a row, so its columns are listed. */
static const char *table_sql(struct test_house *h, const char *table)
{
    struct arena *arena = &h->store.arena;
    const char *columns;

    if (db_kind_is(h->store.db) == DB_POSTGRES)
        return arena_printf(
            arena, "select string_agg(md5(t::text), '' order by md5(t::text)) from %s t", table);
    columns =
        house_text(h, arena_printf(arena,
                                   "select group_concat('quote(\"' || name || '\")', '||') from "
                                   "pragma_table_info('%s')",
                                   table));
    return arena_printf(arena, "select group_concat(%s, ';') from %s", columns, table);
}

static const char *tables_sql(struct test_house *h)
{
    if (db_kind_is(h->store.db) == DB_POSTGRES)
        return "select string_agg(table_name, ' ' order by table_name) from "
               "information_schema.tables where table_schema = 'public' and table_name <> "
               "'audit_event'";
    return "select group_concat(name, ' ') from (select name from sqlite_master where type = "
           "'table' and name not like 'sqlite_%' and name <> 'audit_event' order by name)";
}

void digest_take(struct test_house *h, struct digest *ret_digest)
{
    struct arena *arena = &h->store.arena;
    size_t mark = arena_mark(arena);
    const char *names = house_text(h, tables_sql(h));

    ret_digest->count = 0;
    for (size_t length; *names; names += length + (names[length] == ' ')) {
        struct digest_table *table = &ret_digest->tables[ret_digest->count++];
        size_t row_mark = arena_mark(arena);
        const char *rows;

        length = strcspn(names, " ");
        assert_in_range(ret_digest->count, 1, DIGEST_TABLES_MAX);
        assert_in_range(length, 1, sizeof(table->name) - 1);
        snprintf(table->name, sizeof(table->name), "%.*s", (int)length, names);
        rows = house_text(h, table_sql(h, table->name));
        table->hash = crypt_hash(NULL, rows ? rows : "", rows ? strlen(rows) : 0);
        arena_rewind(arena, row_mark);
    }
    arena_rewind(arena, mark);
}

static bool is_among(const char *const *names, const char *name)
{
    for (; *names; names++) {
        if (strcmp(*names, name) == 0)
            return true;
    }
    return false;
}

const char *digest_compare(struct test_house *h, const struct digest *before,
                           const struct digest *after, const char *const *except)
{
    struct buf changed = buf_new(&h->store.arena, NAMES_MAX);

    assert_int_equal(before->count, after->count);
    for (size_t i = 0; i < before->count; i++) {
        const struct digest_table *table = &before->tables[i];

        if (crypt_hash_equal(&table->hash, &after->tables[i].hash) || is_among(except, table->name))
            continue;
        if (changed.length)
            buf_put_char(&changed, ' ');
        buf_put_text(&changed, table->name);
    }
    return buf_text(&changed);
}
