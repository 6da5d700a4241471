/*
 * Every answer's rules, through web_handle and without a socket.
 */
#include "web/web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/web_site.h"

static const char *const PROXIES[] = {"127.0.0.1", "10.0.0.1", NULL};

static struct site site;
static struct worker *worker;
static struct response response;
static struct raw_request raw;

static int open_site(void **state)
{
    (void)state;
    if (crypt_init() != OK)
        return -1;
    site_open(&site, false, PROXIES);
    return worker_new(site.web, &worker) == OK ? 0 : -1;
}

static int close_site(void **state)
{
    (void)state;
    worker_free(worker);
    site_close(&site);
    return 0;
}

static void prepare(const char *method, const char *target)
{
    raw = (struct raw_request){.method = method, .target = target, .peer = "192.0.2.9"};
    raw.headers[HEADER_HOST] = "localhost";
}

static int handle(void)
{
    web_handle(site.web, worker, &raw, &response);
    return response.http_status;
}

static int get(const char *target)
{
    prepare("GET", target);
    return handle();
}

static const char *body(void)
{
    static char text[64 * 1024];
    size_t length;
    const void *bytes = response_bytes(&response, &length);

    if (length > sizeof text - 1)
        length = sizeof text - 1;
    if (length)
        memcpy(text, bytes, length);
    text[length] = '\0';
    return text;
}

static bool body_has(const char *text)
{
    return strstr(body(), text) != NULL;
}

/* The "name=value" part of the cookie that the last answer set, or NULL. */
static const char *cookie_set(const char *name)
{
    static char pair[1200];

    for (size_t i = 0; i < response.header_count; i++) {
        const struct response_header *header = &response.headers[i];

        if (strcmp(header->name, "Set-Cookie") == 0 &&
            strncmp(header->value, name, strlen(name)) == 0) {
            snprintf(pair, sizeof pair, "%.*s", (int)strcspn(header->value, ";"), header->value);
            return pair;
        }
    }
    return NULL;
}

static int post(const char *target, const char *cookie, const char *form)
{
    prepare("POST", target);
    raw.headers[HEADER_CONTENT_TYPE] = "application/x-www-form-urlencoded";
    raw.headers[HEADER_COOKIE] = cookie;
    raw.body = form;
    raw.body_length = strlen(form);
    return handle();
}

/* Fills `form` in with a good token and gives the cookie that belongs to it. */
static const char *fill(char *form, size_t size, const char *fields)
{
    static char cookie[200];

    assert_int_equal(get("/note/nuova"), 200);
    snprintf(form, size, "token=%s&%s", body(), fields);
    snprintf(cookie, sizeof cookie, "%s", cookie_set("modulo="));
    return cookie;
}

static void outcomes_have_their_status_and_never_500(void **state)
{
    static const int EXPECTED[] = {
        [OK] = 200,           [ERR_NOT_FOUND] = 404, [ERR_DENIED] = 403,    [ERR_INVALID] = 400,
        [ERR_CONFLICT] = 409, [ERR_BUSY] = 503,      [ERR_TOO_LARGE] = 413, [ERR_UNAVAILABLE] = 503,
        [ERR_CORRUPT] = 503,  [ERR_IO] = 503,        [ERR_REPEATED] = 409};
    char target[40];

    (void)state;
    for (int i = 0; i <= ERR_IO; i++) {
        snprintf(target, sizeof target, "/esito?status=%d", i);
        assert_int_equal(get(target), EXPECTED[i]);
        assert_string_equal(response_header_value(&response, "Referrer-Policy"), "same-origin");
        if (EXPECTED[i] == 503)
            assert_string_equal(response_header_value(&response, "Retry-After"), "2");
        else
            assert_null(response_header_value(&response, "Retry-After"));
    }
}

static void address_that_is_odd_has_its_own_status(void **state)
{
    static char long_target[REQUEST_TARGET_MAX + 2];

    (void)state;
    memset(long_target, 'a', sizeof long_target - 1);
    long_target[0] = '/';
    assert_int_equal(get(long_target), 414);
    assert_int_equal(get("/niente"), 404);
    assert_int_equal(get("/%2e%2e/%2e%2e/etc/passwd"), 404);
    assert_int_equal(get("/assets/0badcafe/../../etc/passwd"), 404);
    assert_int_equal(get("/%"), 400);
    assert_int_equal(get("/?q=%zz"), 400);
    assert_int_equal(get("/%00"), 400);
    assert_int_equal(get(""), 400);
    assert_int_equal(get("http://altrove/"), 400);
    assert_int_equal(get("/?q=<b>"), 200);
}

static void page_needs_its_power(void **state)
{
    (void)state;
    assert_int_equal(get("/persone/3"), 403);
    prepare("GET", "/persone/3");
    raw.headers[HEADER_COOKIE] = "sessione=anna";
    assert_int_equal(handle(), 200);
    assert_true(body_has("persona 3"));
    prepare("GET", "/persone/404");
    raw.headers[HEADER_COOKIE] = "sessione=anna";
    assert_int_equal(handle(), 404);
    assert_false(body_has("persona"));
}

static void form_with_its_token_is_saved_and_its_banner_shown_once(void **state)
{
    char form[300];
    const char *cookie = fill(form, sizeof form, "surname=Rossi&text=");
    int before = site.saved;

    (void)state;
    assert_int_equal(post("/note/nuova", cookie, form), 303);
    assert_int_equal(site.saved, before + 1);
    assert_string_equal(response_header_value(&response, "Location"), "/");
    assert_non_null(cookie_set("avviso="));

    char banner[1200];

    snprintf(banner, sizeof banner, "%s", cookie_set("avviso="));
    prepare("GET", "/");
    raw.headers[HEADER_COOKIE] = banner;
    assert_int_equal(handle(), 200);
    assert_true(body_has("Nota salvata."));
    assert_string_equal(cookie_set("avviso="), "avviso=");

    banner[strlen(banner) - 1] ^= 1;
    prepare("GET", "/");
    raw.headers[HEADER_COOKIE] = banner;
    assert_int_equal(handle(), 200);
    assert_true(body_has("<p>-</p>"));
}

static void form_without_its_token_is_refused_and_keeps_the_answers(void **state)
{
    int before = site.saved;

    (void)state;
    assert_int_equal(post("/note/nuova", NULL, "surname=De+Ro%3Cssi&password=segreta"), 403);
    assert_true(body_has("Questo modulo è scaduto"));
    assert_true(body_has("De Ro&lt;ssi"));
    assert_false(body_has("segreta"));
    assert_int_equal(post("/note/nuova", "modulo=abc", "token=1.1.00&surname=Rossi"), 403);
    assert_true(body_has("Rossi"));
    assert_int_equal(site.saved, before);
}

static void form_from_another_site_is_refused_without_an_echo(void **state)
{
    char form[300];
    const char *cookie = fill(form, sizeof form, "surname=Rossi");
    int before = site.saved;

    (void)state;
    prepare("POST", "/note/nuova");
    raw.headers[HEADER_CONTENT_TYPE] = "application/x-www-form-urlencoded";
    raw.headers[HEADER_COOKIE] = cookie;
    raw.headers[HEADER_ORIGIN] = "https://evil.example";
    raw.body = form;
    raw.body_length = strlen(form);
    assert_int_equal(handle(), 403);
    assert_true(body_has("un altro sito"));
    assert_false(body_has("Rossi"));
    assert_int_equal(site.saved, before);
}

static void parameter_doubled_is_400_and_saves_nothing(void **state)
{
    char form[300];
    const char *cookie = fill(form, sizeof form, "surname=a&surname=b");
    int before = site.saved;

    (void)state;
    assert_int_equal(post("/note/nuova", cookie, form), 400);
    assert_int_equal(site.saved, before);
}

static void body_odd_or_too_large_has_its_own_status(void **state)
{
    static char large[WEB_FORM_MAX + 1];

    (void)state;
    memset(large, 'a', sizeof large);
    prepare("POST", "/note/nuova");
    raw.headers[HEADER_CONTENT_TYPE] = "application/x-www-form-urlencoded";
    raw.body = large;
    raw.body_length = sizeof large;
    assert_int_equal(handle(), 413);
    raw.body = NULL; /* what the server hands over of a body that it would not keep */
    assert_int_equal(handle(), 413);
    raw.body = "{}";
    raw.body_length = 2;
    raw.headers[HEADER_CONTENT_TYPE] = "application/json";
    assert_int_equal(handle(), 415);
    raw.headers[HEADER_CONTENT_TYPE] = "multipart/form-data; boundary=x";
    assert_int_equal(handle(), 400);
    assert_int_equal(post("/note/nuova", NULL, "a=%"), 400);
    assert_int_equal(post("/note/nuova", NULL, ""), 403);
    assert_int_equal(web_body_max(site.web, "POST", "/lettere?x=1"), SITE_UPLOAD_MAX);
    assert_int_equal(web_body_max(site.web, "POST", "/niente"), WEB_FORM_MAX);
}

static void method_wrong_is_405_with_allow(void **state)
{
    (void)state;
    prepare("POST", "/vuota");
    assert_int_equal(handle(), 405);
    assert_string_equal(response_header_value(&response, "Allow"), "GET, HEAD");
    prepare("DELETE", "/assets/0badcafe/site.css");
    assert_int_equal(handle(), 405);
    prepare("BREW", "/vuota");
    assert_int_equal(handle(), 501);
    prepare("HEAD", "/vuota");
    assert_int_equal(handle(), 200);
}

static void asset_is_immutable_and_revalidated(void **state)
{
    (void)state;
    assert_int_equal(get("/assets/0badcafe/site.css"), 200);
    assert_string_equal(response_header_value(&response, "Cache-Control"),
                        "public, max-age=31536000, immutable");
    assert_true(body_has("color"));
    prepare("GET", "/assets/0badcafe/site.css");
    raw.headers[HEADER_ACCEPT_ENCODING] = "br, gzip";
    assert_int_equal(handle(), 200);
    assert_string_equal(response_header_value(&response, "Content-Encoding"), "gzip");
    prepare("GET", "/assets/0badcafe/site.css");
    raw.headers[HEADER_IF_NONE_MATCH] = "W/\"x\", \"0badcafe\"";
    assert_int_equal(handle(), 304);
    prepare("GET", "/assets/0badcafe/site.css");
    raw.headers[HEADER_IF_NONE_MATCH] = "\"nonsense";
    assert_int_equal(handle(), 200);
    assert_int_equal(get("/assets/deadbeef/site.css"), 404);
    assert_int_equal(get("/assets/"), 404);
}

static void page_is_never_stored_and_compressed_when_asked(void **state)
{
    size_t plain;
    size_t packed;

    (void)state;
    assert_int_equal(get("/lunga"), 200);
    assert_string_equal(response_header_value(&response, "Cache-Control"), "no-store");
    assert_null(response_header_value(&response, "Content-Encoding"));
    response_bytes(&response, &plain);
    prepare("GET", "/lunga");
    raw.headers[HEADER_ACCEPT_ENCODING] = "gzip, deflate, br";
    assert_int_equal(handle(), 200);
    assert_string_equal(response_header_value(&response, "Content-Encoding"), "gzip");
    response_bytes(&response, &packed);
    assert_true(packed < plain / 10);
    prepare("GET", "/lunga");
    raw.headers[HEADER_ACCEPT_ENCODING] = "gzip;q=0";
    assert_int_equal(handle(), 200);
    assert_null(response_header_value(&response, "Content-Encoding"));
}

static void memory_past_the_cap_is_a_plain_503_and_the_worker_goes_on(void **state)
{
    int before = site.recovered;

    (void)state;
    assert_int_equal(get("/ingorda"), 503);
    assert_int_equal(site.recovered, before + 1);
    assert_non_null(response_header_value(&response, "Content-Security-Policy"));
    assert_int_equal(get("/vuota"), 200);
}

static const char *client_of(const char *peer, const char *forwarded)
{
    static struct arena arena;

    if (!arena.start)
        assert_int_equal(arena_init(&arena, 1024 * 1024), OK);
    prepare("GET", "/");
    raw.peer = peer;
    raw.headers[HEADER_FORWARDED_FOR] = forwarded;
    return request_client(&arena, &raw, PROXIES);
}

static void request_ends_once_whatever_became_of_it(void **state)
{
    static const char *const TARGETS[] = {"/vuota", "/ingorda", "/mai-vista", "/note/nuova"};
    int before = site.ended;

    (void)state;
    for (size_t i = 0; i < sizeof TARGETS / sizeof TARGETS[0]; i++)
        get(TARGETS[i]);
    assert_int_equal(site.ended - before, sizeof TARGETS / sizeof TARGETS[0]);
}

static void forwarded_address_is_believed_from_listed_proxies_only(void **state)
{
    (void)state;
    assert_string_equal(client_of("192.0.2.9", "198.51.100.1"), "192.0.2.9");
    assert_string_equal(client_of("127.0.0.1", NULL), "127.0.0.1");
    assert_string_equal(client_of("127.0.0.1", "198.51.100.1"), "198.51.100.1");
    assert_string_equal(client_of("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.1"), "198.51.100.1");
    assert_string_equal(client_of("127.0.0.1", "2001:db8::1"), "2001:db8::1");
    assert_string_equal(client_of("127.0.0.1", "<script>"), "127.0.0.1");
    assert_string_equal(client_of("127.0.0.1", ""), "127.0.0.1");
    assert_string_equal(client_of("127.0.0.1", "10.0.0.1"), "10.0.0.1");
}

static void redirect_back_stays_here(void **state)
{
    (void)state;
    assert_true(response_path_is_local("/persone/3?x=1"));
    assert_false(response_path_is_local("//evil.example"));
    assert_false(response_path_is_local("/\\evil.example"));
    assert_false(response_path_is_local("https://evil.example"));
    assert_false(response_path_is_local("/a\r\nSet-Cookie: x=1"));
    assert_true(response_path_is_local("/"));
    assert_true(response_path_is_local("/accesso?torna=%2Fpersone%2F3&q=../x"));
    assert_false(response_path_is_local("/..//evil.example"));
    assert_false(response_path_is_local("/persone/../accesso"));
    assert_false(response_path_is_local("/persone/.."));
    assert_false(response_path_is_local("/./persone"));
    assert_false(response_path_is_local("/persone//3"));
    assert_false(response_path_is_local("/%2e%2e/accesso"));
    assert_false(response_path_is_local("/persone?x=1\\y"));
    assert_false(response_path_is_local(""));
    assert_false(response_path_is_local(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_have_their_status_and_never_500),
        cmocka_unit_test(address_that_is_odd_has_its_own_status),
        cmocka_unit_test(page_needs_its_power),
        cmocka_unit_test(form_with_its_token_is_saved_and_its_banner_shown_once),
        cmocka_unit_test(form_without_its_token_is_refused_and_keeps_the_answers),
        cmocka_unit_test(form_from_another_site_is_refused_without_an_echo),
        cmocka_unit_test(parameter_doubled_is_400_and_saves_nothing),
        cmocka_unit_test(body_odd_or_too_large_has_its_own_status),
        cmocka_unit_test(method_wrong_is_405_with_allow),
        cmocka_unit_test(asset_is_immutable_and_revalidated),
        cmocka_unit_test(page_is_never_stored_and_compressed_when_asked),
        cmocka_unit_test(memory_past_the_cap_is_a_plain_503_and_the_worker_goes_on),
        cmocka_unit_test(request_ends_once_whatever_became_of_it),
        cmocka_unit_test(forwarded_address_is_believed_from_listed_proxies_only),
        cmocka_unit_test(redirect_back_stays_here),
    };

    return cmocka_run_group_tests(tests, open_site, close_site);
}
