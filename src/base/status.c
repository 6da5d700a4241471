#include "base/status.h"

const char *status_name(enum status status)
{
    switch (status) {
    case OK:
        return "ok";
    case ERR_NOT_FOUND:
        return "not found";
    case ERR_DENIED:
        return "denied";
    case ERR_INVALID:
        return "invalid";
    case ERR_CONFLICT:
        return "conflict";
    case ERR_REPEATED:
        return "repeated";
    case ERR_BUSY:
        return "busy";
    case ERR_TOO_LARGE:
        return "too large";
    case ERR_UNAVAILABLE:
        return "unavailable";
    case ERR_CORRUPT:
        return "corrupt";
    case ERR_IO:
        return "input or output failed";
    }
    return "unknown";
}
