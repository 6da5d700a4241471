#include "web/asset.h"

#include <string.h>

#include "web/accept.h"

static const struct asset *asset_find(const struct asset *assets, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(assets[i].path, path) == 0)
            return &assets[i];
    }
    return NULL;
}

/* The name after "/assets/HASH/" when HASH is that of the asset. */
static const struct asset *asset_at(const struct asset *assets, size_t count, const char *path)
{
    const char *hash = path + strlen(ASSET_PREFIX);
    const char *slash = strchr(hash, '/');
    const struct asset *asset = slash ? asset_find(assets, count, slash + 1) : NULL;

    if (!asset || strlen(asset->hash) != (size_t)(slash - hash) ||
        memcmp(asset->hash, hash, strlen(asset->hash)) != 0)
        return NULL;
    return asset;
}

enum status asset_serve(const struct asset *assets, size_t count, const struct request *request,
                        struct response *response)
{
    const struct asset *asset = asset_at(assets, count, request->path);

    if (!asset)
        return ERR_NOT_FOUND;

    const char *tag = arena_printf(response->arena, "\"%s\"", asset->hash);
    const char *known = request->raw->headers[HEADER_IF_NONE_MATCH];
    bool gzip = asset->gzip && accept_gzip(request->raw->headers[HEADER_ACCEPT_ENCODING]);

    response->cache_control = "public, max-age=31536000, immutable";
    response_header(response, "ETag", tag);
    if (asset->gzip)
        response_header(response, "Vary", "Accept-Encoding");
    if (known && strstr(known, tag)) {
        response->http_status = 304;
        return OK;
    }
    if (gzip)
        response_header(response, "Content-Encoding", "gzip");
    response->content_type = asset->type;
    response->fixed = gzip ? asset->gzip : asset->raw;
    response->fixed_length = gzip ? asset->gzip_length : asset->raw_length;
    response->fixed_is_static = true;
    return OK;
}

const char *asset_url(struct arena *arena, const struct asset *assets, size_t count,
                      const char *path)
{
    const struct asset *asset = asset_find(assets, count, path);

    return asset ? arena_printf(arena, ASSET_PREFIX "%s/%s", asset->hash, path) : NULL;
}
