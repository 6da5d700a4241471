#include "web/head.h"

#include <string.h>
#include <strings.h>

enum { LENGTH_DIGITS_MAX = 15 };

#define WANTED_NAME(text) text, sizeof(text) - 1

static const struct {
    const char *name;
    size_t length; /* most names differ in it, which is cheaper to see */
    bool once;     /* two of them would be two opinions */
} WANTED[HEADER_COUNT] = {
    [HEADER_HOST] = {WANTED_NAME("Host"), true},
    [HEADER_COOKIE] = {WANTED_NAME("Cookie"), true},
    [HEADER_CONTENT_TYPE] = {WANTED_NAME("Content-Type"), true},
    [HEADER_ACCEPT_ENCODING] = {WANTED_NAME("Accept-Encoding"), false},
    [HEADER_ACCEPT_LANGUAGE] = {WANTED_NAME("Accept-Language"), false},
    [HEADER_AUTHORIZATION] = {WANTED_NAME("Authorization"), true},
    [HEADER_IF_NONE_MATCH] = {WANTED_NAME("If-None-Match"), false},
    [HEADER_ORIGIN] = {WANTED_NAME("Origin"), true},
    [HEADER_SEC_FETCH_SITE] = {WANTED_NAME("Sec-Fetch-Site"), true},
    [HEADER_USER_AGENT] = {WANTED_NAME("User-Agent"), false},
    /* The last one is the nearest proxy's. */
    [HEADER_FORWARDED_FOR] = {WANTED_NAME("X-Forwarded-For"), false},
};

enum { IN_NAME = 1, IN_HOST = 2 };
#define IN_BOTH (IN_NAME | IN_HOST)

/* A header's name: a token of RFC 9110, 5.6.2. A host: a name or an address with its port, enough
   to compare an Origin with. */
static const uint8_t CLASSES[256] = {
    ['a' ... 'z'] = IN_BOTH, ['A' ... 'Z'] = IN_BOTH, ['0' ... '9'] = IN_BOTH, ['-'] = IN_BOTH,
    ['.'] = IN_BOTH,         ['_'] = IN_BOTH,         ['!'] = IN_NAME,         ['#'] = IN_NAME,
    ['$'] = IN_NAME,         ['%'] = IN_NAME,         ['&'] = IN_NAME,         ['\''] = IN_NAME,
    ['*'] = IN_NAME,         ['+'] = IN_NAME,         ['^'] = IN_NAME,         ['`'] = IN_NAME,
    ['|'] = IN_NAME,         ['~'] = IN_NAME,         [':'] = IN_HOST,         ['['] = IN_HOST,
    [']'] = IN_HOST,
};

/* The length of `text`, or 0 when it has a character of another class. */
static size_t length_within(const char *text, uint8_t class)
{
    const char *at = text;

    while (CLASSES[(unsigned char)*at] & class)
        at++;
    return *at == '\0' ? (size_t)(at - text) : 0;
}

static bool is_value(const char *value)
{
    for (; *value; value++) {
        if (((unsigned char)*value < ' ' && *value != '\t') || *value == 0x7f)
            return false;
    }
    return true;
}

static void read_length(struct head *head, const char *value)
{
    size_t length = strspn(value, "0123456789");

    head->lengths++;
    if (length == 0 || length > LENGTH_DIGITS_MAX || value[length] != '\0') {
        head->bad = true;
        return;
    }
    head->body_length = 0;
    for (; *value; value++)
        head->body_length = head->body_length * 10 + (*value - '0');
}

static void keep(struct head *head, struct raw_request *raw, const char *name, size_t length,
                 const char *value)
{
    for (int i = 0; i < HEADER_COUNT; i++) {
        if (length != WANTED[i].length || strcasecmp(name, WANTED[i].name) != 0)
            continue;
        if (raw->headers[i] && WANTED[i].once)
            head->bad = true;
        raw->headers[i] = value;
        return;
    }
}

void head_add(struct head *head, struct raw_request *raw, const char *name, const char *value)
{
    size_t length = length_within(name, IN_NAME);

    head->lines++;
    if (length == 0 || !is_value(value))
        head->bad = true;
    else if (strcasecmp(name, "Content-Length") == 0)
        read_length(head, value);
    else if (strcasecmp(name, "Transfer-Encoding") == 0)
        head->codings++;
    else
        keep(head, raw, name, length, value);
}

int head_check(const struct head *head, const struct raw_request *raw, const char *version)
{
    const char *host = raw->headers[HEADER_HOST];
    bool is_1_1 = strcmp(version, "HTTP/1.1") == 0;

    if (!is_1_1 && strcmp(version, "HTTP/1.0") != 0)
        return 505;
    if (head->lines > HEAD_LINES_MAX)
        return 431;
    if (head->bad || (is_1_1 && !host) || (host && length_within(host, IN_HOST) == 0))
        return 400;
    if (head->lengths > 1 || (head->lengths && head->codings))
        return 400;
    if (head->codings) /* no browser sends a body in chunks, and a proxy counts it for us */
        return 411;
    return raw->target[0] == '/' ? 0 : 400;
}
