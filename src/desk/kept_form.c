#include "desk/kept_form.h"

#include <string.h>

#include "base/buf.h"
#include "base/crypt.h"
#include "desk_sql.h"
#include "frame/frame.h"
#include "staff/actor.h"
#include "store/audit.h"
#include "store/seal.h"
#include "store/store.h"
#include "web/csrf.h"
#include "web/html.h"

enum { FIELDS_BYTES_MAX = 256 * 1024 };

static const char *seal_place(struct ctx *ctx, const char *key)
{
    return arena_printf(ctx->arena, "contact_kept_form.fields %s", key);
}

/* Not who was looked for, nor what belongs to one showing of the page. */
static bool is_kept(const struct form_field *field)
{
    static const char *const LEFT_OUT[] = {CSRF_FIELD, KEPT_FORM_FIELD, "act",
                                           "person",   "seek",          "sought"};

    for (size_t i = 0; i < sizeof LEFT_OUT / sizeof LEFT_OUT[0]; i++) {
        if (strcmp(field->name, LEFT_OUT[i]) == 0)
            return false;
    }
    return !field->file_name;
}

static const char *fields_text(struct ctx *ctx, const struct form *form)
{
    struct buf text = buf_new(ctx->arena, FIELDS_BYTES_MAX);
    struct html out = {&text, ctx};

    for (size_t i = 0; i < form->count; i++) {
        if (!is_kept(&form->fields[i]))
            continue;
        buf_put_text(&text, text.length ? "&" : "");
        html_put_url_text(&out, form->fields[i].name);
        buf_put_text(&text, "=");
        html_put_url_text(&out, form->fields[i].value);
    }
    return text.overflowed ? NULL : buf_text(&text);
}

struct keeping {
    const char *key;
    const char *fields;
};

static struct instant kept_since(const struct ctx *ctx)
{
    return instant_add_minutes(ctx->now, -(int64_t)KEPT_FORM_HOURS * 60);
}

static enum status keep(struct ctx *tx, void *args)
{
    const struct keeping *keeping = args;
    struct blob sealed;

    seal_text(tx, seal_place(tx, keeping->key), keeping->fields, &sealed);
    TRY(kept_forms_forget(tx, kept_since(tx)));
    TRY(kept_form_insert(tx, keeping->key, tx->actor->user_id, tx->now, sealed));
    return audit_add(tx, &(struct audit_entry){.action = "contact.keep"});
}

enum status kept_form_put(struct ctx *ctx, const struct form *form, const char **ret_key)
{
    struct keeping keeping = {crypt_token(ctx->arena), fields_text(ctx, form)};

    if (!keeping.fields)
        return ERR_TOO_LARGE;
    TRY(store_write(ctx, keep, &keeping));
    *ret_key = keeping.key;
    return OK;
}

enum status kept_form_get(struct ctx *ctx, const char *key, struct form *form)
{
    struct kept_form row;
    const char *fields;

    TRY(kept_form_read(ctx, key, ctx->actor->user_id, kept_since(ctx), &row));
    TRY(seal_open(ctx, seal_place(ctx, key), row.fields, &fields));
    TRY(form_parse_urlencoded(form, fields, strlen(fields)));
    form_put(form, KEPT_FORM_FIELD, key);
    return audit_read(ctx, &(struct audit_entry){.action = "contact.resume"});
}

enum status kept_form_end(struct ctx *tx, const char *key)
{
    return kept_form_delete(tx, key, tx->actor->user_id);
}
