/*
 * embed: puts files into the program.
 *
 *     embed OUT.c FILE...
 *
 * Writes the tables that web/asset.h declares: every file's bytes, raw and gzipped, its content
 * type, and a hash of its content. The hash stands in the address (/assets/HASH/app.css), so a
 * browser may keep a file for ever: other content is another address. A file goes by the last
 * part of its path.
 *
 * A style sheet names fonts and pictures by file name; embed puts their addresses there, so they
 * come before it on the command line. A url() it does not know is an error: it would be a missing
 * font on every page.
 *
 * Exit: 0 done; 1 a file cannot be read, written or understood, and why; 2 wrong use.
 */
#include <libdeflate.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

enum { ASSETS_MAX = 64, FILE_BYTES_MAX = 4 << 20, GZIP_LEVEL = 12, HASH_DIGITS = 16 };

struct bytes {
    unsigned char *at;
    size_t length;
};

struct asset {
    const char *name; /* "app.css" */
    const struct kind *kind;
    char hash[HASH_DIGITS + 1];
    struct bytes raw;
    struct bytes gzip; /* empty where it saves nothing */
};

static const struct kind {
    const char *ending;
    const char *type;
    bool is_compressible; /* woff2 and png are compressed already */
} KINDS[] = {
    {".css", "text/css; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".svg", "image/svg+xml", true},
    {".woff2", "font/woff2", false},
    {".png", "image/png", false},
};

static const struct kind *kind_of(const char *path)
{
    const char *ending = strrchr(path, '.');

    for (size_t i = 0; ending && i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (strcmp(ending, KINDS[i].ending) == 0)
            return &KINDS[i];
    }
    fail_at(path, 0, "there is no content type for this ending");
}

/* Names become part of addresses, so few letters are allowed. */
static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") != strlen(name))
        fail_at(path, 0, "name it with a-z, 0-9, - and . only");
    return name;
}

/* A NUL follows the content, so that a style sheet can be searched as a string. */
static struct bytes read_bytes(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct bytes content = {.at = tool_alloc(FILE_BYTES_MAX + 1)};

    if (!file)
        fail_at(path, 0, "cannot be opened");
    content.length = fread(content.at, 1, FILE_BYTES_MAX + 1, file);
    if (ferror(file))
        fail_at(path, 0, "cannot be read");
    if (content.length > FILE_BYTES_MAX)
        fail_at(path, 0, "holds more than %d bytes", FILE_BYTES_MAX);
    fclose(file);
    content.at[content.length] = '\0';
    return content;
}

/* FNV-1a, 64 bits: the files are our own, so only chance collisions count. */
static void set_hash(struct asset *asset)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < asset->raw.length; i++)
        hash = (hash ^ asset->raw.at[i]) * UINT64_C(0x100000001b3);
    snprintf(asset->hash, sizeof asset->hash, "%016llx", (unsigned long long)hash);
}

static const struct asset *asset_named(const struct asset *known, size_t count, const char *name,
                                       size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(known[i].name) == length && memcmp(known[i].name, name, length) == 0)
            return &known[i];
    }
    return NULL;
}

/* Adds what stands inside one url(): an asset's address, or itself when it is data. */
static void add_reference(struct text *out, const struct asset *sheet, const struct asset *known,
                          size_t count, const char *inside, size_t length)
{
    bool is_quoted = length >= 2 && (inside[0] == '"' || inside[0] == '\'');
    const char *name = inside + is_quoted;
    const struct asset *found = asset_named(known, count, name, length - 2 * is_quoted);

    if (found)
        text_addf(out, "/assets/%s/%s", found->hash, found->name);
    else if (strncmp(name, "data:", 5) == 0)
        text_add_n(out, inside, length);
    else
        fail_at(sheet->name, 0, "url(%.*s) is none of the files before it", (int)length, inside);
}

/* Replaces file names in a style sheet by the addresses of the `count` assets before it. */
static void put_addresses(struct asset *sheet, const struct asset *known, size_t count)
{
    const char *at = (const char *)sheet->raw.at;
    struct text out = {0};

    for (const char *url; (url = strstr(at, "url(")); at = strchr(url, ')')) {
        const char *inside = url + strlen("url(");
        const char *end = strchr(inside, ')');
        if (!end)
            fail_at(sheet->name, 0, "a url( has no )");
        text_add_n(&out, at, (size_t)(inside - at));
        add_reference(&out, sheet, known, count, inside, (size_t)(end - inside));
    }
    text_add(&out, at);
    sheet->raw = (struct bytes){.at = (unsigned char *)out.data, .length = out.length};
}

/* The content gzipped, or nothing when that is not smaller. */
static struct bytes gzip_of(struct bytes content)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(GZIP_LEVEL);
    struct bytes packed = {.at = tool_alloc(content.length)};

    if (!compressor)
        fail_at("memory", 0, "a compressor cannot be had");
    packed.length =
        libdeflate_gzip_compress(compressor, content.at, content.length, packed.at, content.length);
    libdeflate_free_compressor(compressor);
    return packed;
}

static void load(struct asset *asset, const char *path, const struct asset *known, size_t count)
{
    asset->name = name_of(path);
    asset->kind = kind_of(path);
    if (asset_named(known, count, asset->name, strlen(asset->name)))
        fail_at(path, 0, "is a second file with this name");
    asset->raw = read_bytes(path);
    if (strcmp(asset->kind->ending, ".css") == 0)
        put_addresses(asset, known, count);
    set_hash(asset);
    if (asset->kind->is_compressible)
        asset->gzip = gzip_of(asset->raw);
}

static void add_bytes(struct text *out, const char *form, size_t index, struct bytes content)
{
    text_addf(out, "static const uint8_t %s_%zu[] = {", form, index);
    for (size_t i = 0; i < content.length; i++)
        text_addf(out, "%s%d,", i % 24 == 0 ? "\n" : "", content.at[i]);
    text_add(out, "\n};\n");
}

static void add_row(struct text *out, size_t index, const struct asset *asset)
{
    text_addf(out, "    {\"%s\", \"%s\", raw_%zu, %zu, ", asset->name, asset->kind->type, index,
              asset->raw.length);
    if (asset->gzip.length > 0)
        text_addf(out, "gzip_%zu, %zu, ", index, asset->gzip.length);
    else
        text_add(out, "NULL, 0, ");
    text_addf(out, "\"%s\"},\n", asset->hash);
}

static struct text source_of(const struct asset *assets, size_t count)
{
    struct text out = {0};

    text_add(&out, "/* Made by tools/embed. */\n#include \"web/asset.h\"\n\n");
    for (size_t i = 0; i < count; i++) {
        add_bytes(&out, "raw", i, assets[i].raw);
        if (assets[i].gzip.length > 0)
            add_bytes(&out, "gzip", i, assets[i].gzip);
    }
    text_add(&out, "\nconst struct asset ASSETS[] = {\n");
    for (size_t i = 0; i < count; i++)
        add_row(&out, i, &assets[i]);
    text_addf(&out, "};\nconst size_t ASSET_COUNT = %zu;\n", count);
    return out;
}

int main(int argc, char **argv)
{
    static struct asset assets[ASSETS_MAX];
    size_t count = argc > 2 ? (size_t)argc - 2 : 0;

    if (count == 0 || count > ASSETS_MAX) {
        fprintf(stderr, "use: embed OUT.c FILE...   (at most %d files)\n", ASSETS_MAX);
        return 2;
    }
    for (size_t i = 0; i < count; i++)
        load(&assets[i], argv[i + 2], assets, i);

    struct text source = source_of(assets, count);

    file_write(argv[1], &source);
    return 0;
}
