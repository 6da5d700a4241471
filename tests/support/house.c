#include "support/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "demo/demo.h"
#include "people/index.h"
#include "staff/session.h"
#include "staff/staff.h"
#include "store/sql.h"
#include "web/csrf.h"

#define HOUSE_HOST "accanto.test"

enum { SENT_MAX = 1024 * 1024, COOKIES_SENT_MAX = 4096 };

static void must(enum status status, const char *what)
{
    if (status != OK)
        fail_msg("%s: %s", what, status_name(status));
}

/* --- the house --- */

static enum status fill(struct ctx *ctx)
{
    return demo_create(ctx, instant_date(ctx->now), 10, NULL, NULL);
}

static void open_web(struct test_house *h)
{
    const struct crypt_key master = test_master_key();

    h->clock = test_now();
    h->config = (struct config){.data = h->store.folder, .database = h->store.location};
    h->house = (struct house){
        .config = &h->config, .store = h->store.store, .clock = &h->clock, .silent = true};
    must(password_gate_init(&h->house.passwords, 2), "password_gate_init");
    must(staff_system_actor(&h->store.ctx, &h->store.ctx.actor), "staff_system_actor");
    must(people_index_open(&h->store.ctx, &h->house.people), "people_index_open");
    h->store.ctx.people = h->house.people;
    must(languages_open(&h->house.languages, WORDS_FILES, WORDS_FILE_COUNT), "languages_open");
    must(house_web(&h->house, &master, &h->web), "house_web");
    must(worker_new(h->web, &h->worker), "worker_new");
}

static int set_up(void **state, enum db_kind engine)
{
    static const struct test_store_filling DEMO = {.who = staff_who, .fill = fill};
    struct test_house *h = calloc(1, sizeof(*h));

    test_store_open_filled(&h->store, engine, &DEMO);
    open_web(h);
    *state = h;
    return 0;
}

int test_house_setup_sqlite(void **state)
{
    return set_up(state, DB_SQLITE);
}

int test_house_setup_postgres(void **state)
{
    return set_up(state, DB_POSTGRES);
}

int test_house_teardown(void **state)
{
    struct test_house *h = *state;

    worker_free(h->worker);
    web_free(h->web);
    languages_close(&h->house.languages);
    people_index_close(h->house.people);
    password_gate_free(&h->house.passwords);
    test_store_close(&h->store);
    free(h->kept);
    free(h);
    return 0;
}

/* --- visitors --- */

void house_nobody(struct visitor *ret_visitor)
{
    *ret_visitor = (struct visitor){0};
}

static void keep_cookie(struct visitor *visitor, const char *name, size_t name_length,
                        const char *value, size_t length)
{
    int slot = 0;

    assert_in_range(name_length, 1, VISITOR_NAME_MAX - 1);
    assert_in_range(length, 0, VISITOR_VALUE_MAX - 1);
    while (visitor->cookies[slot].name[0] &&
           (strncmp(visitor->cookies[slot].name, name, name_length) != 0 ||
            visitor->cookies[slot].name[name_length]))
        assert_in_range(++slot, 0, VISITOR_COOKIES_MAX - 1);
    snprintf(visitor->cookies[slot].name, VISITOR_NAME_MAX, "%.*s", (int)name_length, name);
    snprintf(visitor->cookies[slot].value, VISITOR_VALUE_MAX, "%.*s", (int)length, value);
}

static const char *cookie_of(const struct visitor *visitor, const char *name)
{
    for (int i = 0; i < VISITOR_COOKIES_MAX; i++) {
        if (strcmp(visitor->cookies[i].name, name) == 0)
            return visitor->cookies[i].value;
    }
    return NULL;
}

static enum status open_session(struct ctx *tx, void *args)
{
    return session_open(tx, args, &(int64_t){0});
}

void house_enter_at(struct test_house *h, const char *username, const char *stage,
                    struct visitor *ret_visitor)
{
    char sql[120];
    struct session_draft draft = {.stage = stage, .agent = "a test"};
    size_t mark = arena_mark(&h->store.arena);

    snprintf(sql, sizeof(sql), "select id from staff_user where username = '%s'", username);
    draft.user_id = house_count(h, sql);
    draft.token = crypt_token(&h->store.arena);
    must(store_write(&h->store.ctx, open_session, &draft), username);
    *ret_visitor = (struct visitor){0};
    snprintf(ret_visitor->username, sizeof(ret_visitor->username), "%s", username);
    keep_cookie(ret_visitor, STAFF_COOKIE, strlen(STAFF_COOKIE), draft.token, strlen(draft.token));
    arena_rewind(&h->store.arena, mark);
}

void house_enter(struct test_house *h, const char *username, struct visitor *ret_visitor)
{
    house_enter_at(h, username, SESSION_OPEN, ret_visitor);
}

/* --- requests --- */

static const char *cookies_sent(const struct visitor *visitor, char text[COOKIES_SENT_MAX])
{
    size_t length = 0;

    for (int i = 0; i < VISITOR_COOKIES_MAX && visitor->cookies[i].name[0]; i++) {
        length += (size_t)snprintf(text + length, COOKIES_SENT_MAX - length, "%s%s=%s",
                                   length ? "; " : "", visitor->cookies[i].name,
                                   visitor->cookies[i].value);
    }
    return length ? text : NULL;
}

static void keep_cookies(struct visitor *visitor, const struct response *response)
{
    for (size_t i = 0; i < response->header_count; i++) {
        const char *text = response->headers[i].value;

        if (strcasecmp(response->headers[i].name, "Set-Cookie") != 0)
            continue;
        size_t name_length = strcspn(text, "=");

        keep_cookie(visitor, text, name_length, text + name_length + 1,
                    strcspn(text + name_length + 1, ";"));
    }
}

/* Type, location and body, one after the other in a block of our own. */
static void keep_answer(struct test_house *h, const struct response *response)
{
    size_t length;
    const void *bytes = response_bytes(response, &length);
    const char *type = response->content_type ? response->content_type : "";
    const char *location = response_header_value(response, "Location");

    location = location ? location : "";
    free(h->kept);
    h->kept = malloc(strlen(type) + strlen(location) + length + 3);
    assert_non_null(h->kept);

    char *at = h->kept;

    h->answer = (struct answer){.http_status = response->http_status, .length = length};
    h->answer.type = at;
    at = stpcpy(at, type) + 1;
    h->answer.location = at;
    at = stpcpy(at, location) + 1;
    h->answer.body = at;
    if (length)
        memcpy(at, bytes, length);
    at[length] = '\0';
}

const struct answer *house_send(struct test_house *h, struct visitor *visitor,
                                const struct sending *sending)
{
    char cookies[COOKIES_SENT_MAX];
    struct response response;
    struct raw_request raw = {
        .method = sending->method,
        .target = sending->path,
        .peer = "192.0.2.7",
        .headers = {[HEADER_HOST] = HOUSE_HOST,
                    [HEADER_COOKIE] = cookies_sent(visitor, cookies),
                    [HEADER_CONTENT_TYPE] = sending->type,
                    [HEADER_ORIGIN] = sending->origin,
                    [HEADER_SEC_FETCH_SITE] = sending->fetch_site,
                    [HEADER_USER_AGENT] = "a test"},
        .body = sending->body,
        .body_length = sending->length,
    };

    web_handle(h->web, h->worker, &raw, &response);
    keep_cookies(visitor, &response);
    keep_answer(h, &response);
    h->requests++;
    if (response.http_status < 200 || response.http_status == 500)
        h->broken++;
    return &h->answer;
}

const struct answer *house_get(struct test_house *h, struct visitor *visitor, const char *path)
{
    return house_send(h, visitor, &(struct sending){.method = "GET", .path = path});
}

/* As the page of a form would make it: see csrf_token. */
const char *house_token(struct test_house *h, struct visitor *visitor)
{
    struct request request = {.web = h->web,
                              .session = cookie_of(visitor, STAFF_COOKIE),
                              .visit = cookie_of(visitor, "modulo")};

    assert_true(request.session || request.visit);
    return csrf_token(&h->store.ctx, &request);
}

static void put_encoded(struct buf *buf, const char *text)
{
    static const char HEX[] = "0123456789ABCDEF";

    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if (isalnum(byte)) {
            buf_put_char(buf, *text);
        } else {
            buf_put_char(buf, '%');
            buf_put_char(buf, HEX[byte >> 4]);
            buf_put_char(buf, HEX[byte & 15]);
        }
    }
}

const char *house_encode(struct test_house *h, const char *const *fields)
{
    struct buf buf = buf_new(&h->store.arena, SENT_MAX);

    for (; fields && *fields; fields += 2) {
        if (buf.length)
            buf_put_char(&buf, '&');
        put_encoded(&buf, fields[0]);
        buf_put_char(&buf, '=');
        put_encoded(&buf, fields[1]);
    }
    return buf_text(&buf);
}

static bool holds_token(const char *const *fields)
{
    for (; fields && *fields; fields += 2) {
        if (strcmp(*fields, CSRF_FIELD) == 0)
            return true;
    }
    return false;
}

const struct answer *house_post(struct test_house *h, struct visitor *visitor, const char *path,
                                const char *const *fields)
{
    size_t mark = arena_mark(&h->store.arena);

    if (!cookie_of(visitor, STAFF_COOKIE) && !cookie_of(visitor, "modulo"))
        house_get(h, visitor, "/accesso");

    const char *body = house_encode(h, fields);

    if (!holds_token(fields))
        body = arena_printf(&h->store.arena, "%s%s" CSRF_FIELD "=%s", body, *body ? "&" : "",
                            house_token(h, visitor));
    house_send(h, visitor,
               &(struct sending){.method = "POST",
                                 .path = path,
                                 .body = body,
                                 .length = strlen(body),
                                 .type = "application/x-www-form-urlencoded",
                                 .origin = "http://" HOUSE_HOST,
                                 .fetch_site = "same-origin"});
    arena_rewind(&h->store.arena, mark);
    return &h->answer;
}

bool answer_refuses(const struct answer *answer)
{
    return answer->http_status == 403 || answer->http_status == 404 ||
           (answer->http_status == 303 && strncmp(answer->location, "/accesso", 8) == 0);
}

bool answer_holds(const struct answer *answer, const char *words)
{
    return memmem(answer->body, answer->length, words, strlen(words)) != NULL;
}

/* --- looking past the pages --- */

static enum status first_value(struct test_house *h, const char *sql, enum sql_kind kind,
                               void *ret_value)
{
    const struct sql_field column = {"value", kind, 0};
    const struct sql_statement statement = {.name = "looking",
                                            .sqlite = sql,
                                            .postgres = sql,
                                            .columns = &column,
                                            .column_count = 1,
                                            .row_size = sizeof(void *),
                                            .max = 1};
    /* A connection knows statements by their address, which a test's have not for long. */
    struct ctx ctx = h->store.ctx;

    must(store_connect(h->store.store, &ctx.db), "store_connect");

    enum status status = sql_one(&ctx, &statement, NULL, ret_value);

    if (status != OK && status != ERR_NOT_FOUND)
        print_error("%s: %s\n", sql, db_message(ctx.db));
    db_close(ctx.db);
    return status;
}

int64_t house_count(struct test_house *h, const char *sql)
{
    int64_t number = 0;

    must(first_value(h, sql, SQL_INT, &number), sql);
    return number;
}

const char *house_text(struct test_house *h, const char *sql)
{
    const char *text = NULL;
    enum status status = first_value(h, sql, SQL_TEXT, &text);

    if (status == ERR_NOT_FOUND)
        return NULL;
    must(status, sql);
    return text;
}

enum status house_write_as(struct test_house *h, const char *username, store_operation *operation,
                           void *args)
{
    struct visitor visitor;
    struct ctx ctx = h->store.ctx;

    house_enter(h, username, &visitor);
    must(staff_actor_of_token(&ctx, cookie_of(&visitor, STAFF_COOKIE), &ctx.actor), username);
    return store_write(&ctx, operation, args);
}
