#include "app/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { CONFIG_LINE_MAX = 1024 };

static enum status config_number(const char *value, int low, int high, int *ret_number)
{
    int64_t number;

    if (text_to_int(value, &number) != OK || number < low || number > high)
        return ERR_INVALID;
    *ret_number = (int)number;
    return OK;
}

static enum status config_flag(const char *value, bool *ret_flag)
{
    if (!text_equal(value, "yes") && !text_equal(value, "no"))
        return ERR_INVALID;
    *ret_flag = text_equal(value, "yes");
    return OK;
}

static enum status config_add_proxy(struct config *config, const char *address)
{
    if (config->proxy_count == CONFIG_PROXIES_MAX)
        return ERR_TOO_LARGE;
    config->proxies[config->proxy_count++] = address;
    return OK;
}

/* "https://ufficio.example.it": a scheme, a host, perhaps a port, and nothing else. */
static enum status config_origin(const char *value, const char **ret_origin)
{
    static const char HOST[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";
    const char *host = text_starts_with(value, "https://")  ? value + strlen("https://")
                       : text_starts_with(value, "http://") ? value + strlen("http://")
                                                            : "";

    if (!*host || host[strspn(host, HOST)])
        return ERR_INVALID;
    *ret_origin = value;
    return OK;
}

static enum status config_set(struct config *config, const char *name, const char *value)
{
    if (text_equal(name, "database"))
        config->database = value;
    else if (text_equal(name, "key"))
        config->key_path = value;
    else if (text_equal(name, "listen"))
        config->listen_address = value;
    else if (text_equal(name, "origin"))
        return config_origin(value, &config->origin);
    else if (text_equal(name, "port"))
        return config_number(value, 1, 65535, &config->listen_port);
    else if (text_equal(name, "workers"))
        return config_number(value, 1, CONFIG_WORKERS_MAX, &config->workers);
    else if (text_equal(name, "secure_cookies"))
        return config_flag(value, &config->secure_cookies);
    else if (text_equal(name, "proxy"))
        return config_add_proxy(config, value);
    else
        return ERR_INVALID;
    return OK;
}

static enum status config_read_line(struct arena *arena, struct config *config, const char *line)
{
    const char *equals = strchr(line, '=');

    if (text_is_blank(line) || line[0] == '#')
        return OK;
    if (!equals)
        return ERR_INVALID;

    const char *name = text_squeeze(arena, arena_copy_n(arena, line, (size_t)(equals - line)));
    const char *value = text_squeeze(arena, equals + 1);

    return config_set(config, name, value);
}

static enum status config_read(struct arena *arena, struct config *config, FILE *file,
                               const char *path, const char **ret_why)
{
    char line[CONFIG_LINE_MAX];

    for (int number = 1; fgets(line, sizeof line, file); number++) {
        if (text_is_valid(line, strlen(line)) && config_read_line(arena, config, line) == OK)
            continue;
        *ret_why = arena_printf(arena, "%s, line %d: this setting is not understood: %s", path,
                                number, text_squeeze(arena, line));
        return ERR_INVALID;
    }
    if (ferror(file)) {
        *ret_why = arena_printf(arena, "%s cannot be read: %s", path, strerror(errno));
        return ERR_IO;
    }
    return OK;
}

enum status config_load(struct arena *arena, const char *data, struct config *ret_config,
                        const char **ret_why)
{
    const char *path = arena_printf(arena, "%s/accanto.conf", data);
    struct config config = {
        .data = data,
        .database = arena_printf(arena, "%s/accanto.db", data),
        .key_path = arena_printf(arena, "%s/master.key", data),
        .listen_address = "127.0.0.1",
        .listen_port = 8080,
        .workers = 6,
        .secure_cookies = true,
    };
    FILE *file = fopen(path, "re");

    if (!file && errno != ENOENT) {
        *ret_why = arena_printf(arena, "%s cannot be read: %s", path, strerror(errno));
        return ERR_IO;
    }
    if (file) {
        enum status status = config_read(arena, &config, file, path, ret_why);

        fclose(file);
        TRY(status);
    }
    *ret_config = config;
    return OK;
}
