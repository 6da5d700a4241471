#include "web/head.h"

#include <string.h>
#include <strings.h>

enum { LENGTH_DIGITS_MAX = 15 };

static const struct {
    const char *name;
    bool once; /* two of them would be two opinions */
} WANTED[HEADER_COUNT] = {
    [HEADER_HOST] = {"Host", true},
    [HEADER_COOKIE] = {"Cookie", true},
    [HEADER_CONTENT_TYPE] = {"Content-Type", true},
    [HEADER_ACCEPT_ENCODING] = {"Accept-Encoding", false},
    [HEADER_ACCEPT_LANGUAGE] = {"Accept-Language", false},
    [HEADER_AUTHORIZATION] = {"Authorization", true},
    [HEADER_IF_NONE_MATCH] = {"If-None-Match", false},
    [HEADER_ORIGIN] = {"Origin", true},
    [HEADER_SEC_FETCH_SITE] = {"Sec-Fetch-Site", true},
    [HEADER_USER_AGENT] = {"User-Agent", false},
    /* The last one is the nearest proxy's. */
    [HEADER_FORWARDED_FOR] = {"X-Forwarded-For", false},
};

/* Is `text` made of letters, digits and these marks alone? (strspn would first make itself a table
   of them, for each header line anew.) */
static bool is_made_of(const char *text, const char *marks)
{
    const char *at = text;

    for (; *at; at++) {
        bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');

        if (!letter && !(*at >= '0' && *at <= '9') && !strchr(marks, *at))
            return false;
    }
    return at > text;
}

static bool is_name(const char *name)
{
    return is_made_of(name, "!#$%&'*+-.^_`|~");
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

static void keep(struct head *head, struct raw_request *raw, const char *name, const char *value)
{
    for (int i = 0; i < HEADER_COUNT; i++) {
        if (strcasecmp(name, WANTED[i].name) != 0)
            continue;
        if (raw->headers[i] && WANTED[i].once)
            head->bad = true;
        raw->headers[i] = value;
        return;
    }
}

void head_add(struct head *head, struct raw_request *raw, const char *name, const char *value)
{
    head->lines++;
    if (!is_name(name) || !is_value(value))
        head->bad = true;
    else if (strcasecmp(name, "Content-Length") == 0)
        read_length(head, value);
    else if (strcasecmp(name, "Transfer-Encoding") == 0)
        head->codings++;
    else
        keep(head, raw, name, value);
}

/* The name or address with its port: enough to compare an Origin with. */
static bool is_host(const char *host)
{
    return is_made_of(host, "-._:[]");
}

int head_check(const struct head *head, const struct raw_request *raw, const char *version)
{
    const char *host = raw->headers[HEADER_HOST];
    bool is_1_1 = strcmp(version, "HTTP/1.1") == 0;

    if (!is_1_1 && strcmp(version, "HTTP/1.0") != 0)
        return 505;
    if (head->lines > HEAD_LINES_MAX)
        return 431;
    if (head->bad || (is_1_1 && !host) || (host && !is_host(host)))
        return 400;
    if (head->lengths > 1 || (head->lengths && head->codings))
        return 400;
    if (head->codings) /* no browser sends a body in chunks, and a proxy counts it for us */
        return 411;
    return raw->target[0] == '/' ? 0 : 400;
}
