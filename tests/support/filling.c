#include "support/filling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

const struct page_form *house_form_to(struct test_house *h, const char *path, const char *action)
{
    struct page *page = page_read(h->store.ctx.arena, h->answer.body, path);

    for (size_t i = 0; i < page->form_count; i++) {
        const char *found = page->forms[i].action;
        size_t length = strlen(found);

        if (length >= strlen(action) && strcmp(found + length - strlen(action), action) == 0)
            return &page->forms[i];
    }
    fail_msg("no form to %s on %s", action, path);
    return NULL;
}

const struct answer *house_send_fields(struct test_house *h, struct visitor *who, const char *path,
                                       const char *const *fields)
{
    const char *body = house_encode(h, fields);

    return house_send(h, who,
                      &(struct sending){.method = "POST",
                                        .path = path,
                                        .body = body,
                                        .length = strlen(body),
                                        .type = "application/x-www-form-urlencoded"});
}

const struct answer *house_send_form(struct test_house *h, struct visitor *who,
                                     const struct page_form *form, const char *const *changes)
{
    return house_send_fields(h, who, form->action, page_fields(h->store.ctx.arena, form, changes));
}

const struct answer *house_fill(struct test_house *h, struct visitor *who, const char *path,
                                const char *action, const char *const *changes)
{
    assert_int_equal(house_get(h, who, path)->http_status, 200);
    return house_send_form(h, who, house_form_to(h, path, action), changes);
}
