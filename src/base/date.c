#include "base/date.h"

#include <assert.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

enum {
    YEAR_MIN = 1600,
    YEAR_MAX = 2400,
    DAY_SECONDS = 86400,
    DAY_MINUTES = 1440,
    ERA_DAYS = 146097,    /* 400 years, after which the calendar repeats */
    EPOCH_SHIFT = 719468, /* from 0000-03-01 to 1970-01-01 */
};

/* Division that rounds down, also before 1970. */
static int64_t floor_div(int64_t number, int64_t divisor)
{
    return number / divisor - (number % divisor < 0);
}

bool date_is_real(int year, int month, int day)
{
    static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1)
        return false;

    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return day <= month_days[month - 1] + (month == 2 && leap);
}

/* Years are counted from 1 March here, so that the leap day is the last of its year. */
struct date date_of(int year, int month, int day)
{
    assert(date_is_real(year, month, day));

    int march_year = year - (month <= 2);
    int march_month = (month + 9) % 12;
    int year_day = (153 * march_month + 2) / 5 + day - 1;
    int days = march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 + year_day;

    return (struct date){days - EPOCH_SHIFT};
}

void date_split(struct date date, int *ret_year, int *ret_month, int *ret_day)
{
    assert(!date_is_none(date));

    int64_t shifted = (int64_t)date.days + EPOCH_SHIFT;
    int64_t era = floor_div(shifted, ERA_DAYS);
    int day = (int)(shifted - era * ERA_DAYS); /* 0..146096, with a leap day at 1460, 36524, ... */
    int year = (day - day / 1460 + day / 36524 - day / (ERA_DAYS - 1)) / 365;
    int year_day = day - (365 * year + year / 4 - year / 100);
    int march_month = (5 * year_day + 2) / 153;

    *ret_month = march_month < 10 ? march_month + 3 : march_month - 9;
    *ret_day = year_day - (153 * march_month + 2) / 5 + 1;
    *ret_year = (int)(era * 400) + year + (*ret_month <= 2);
}

int date_year(struct date date)
{
    int year;
    int month;
    int day;

    date_split(date, &year, &month, &day);
    return year;
}

enum weekday date_weekday(struct date date)
{
    assert(!date_is_none(date));

    int64_t since_monday = (int64_t)date.days + 3; /* 1970-01-01 was a Thursday */

    return (enum weekday)(since_monday - floor_div(since_monday, 7) * 7 + 1);
}

struct date date_add_days(struct date date, int days)
{
    struct date sum;

    assert(!date_is_none(date));

    bool overflow = __builtin_add_overflow(date.days, days, &sum.days);

    assert(!overflow && !date_is_none(sum));
    (void)overflow;
    return sum;
}

/* The Sunday after the first ecclesiastical full moon of spring (Inter gravissimas, 1582). */
struct date date_easter(int year)
{
    int golden = year % 19;
    int century = year / 100;
    int leaps_skipped = century - century / 4;
    int moon_drift = (8 * century + 13) / 25;
    int moon_age = (19 * golden + leaps_skipped - moon_drift + 15) % 30;

    /* The lunar month of April has 29 days, and no two years of a cycle share a full moon. */
    moon_age -= moon_age == 29 || (moon_age == 28 && golden > 10);

    struct date full_moon = date_add_days(date_of(year, 3, 21), moon_age);

    return date_add_days(full_moon, 7 - (int)date_weekday(full_moon) % 7);
}

int date_age(struct date birth, struct date on)
{
    int birth_year, birth_month, birth_day;
    int year, month, day;

    date_split(birth, &birth_year, &birth_month, &birth_day);
    date_split(on, &year, &month, &day);
    return year - birth_year - (month < birth_month || (month == birth_month && day < birth_day));
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Reads up to `max` digits; tells how many there were. */
static int take_number(const char **text, int max, int *ret_number)
{
    int count = 0;
    int number = 0;

    for (; count < max && is_digit(**text); count++, (*text)++)
        number = number * 10 + (**text - '0');
    *ret_number = number;
    return count;
}

static enum status date_checked(int year, int month, int day, struct date *ret_date)
{
    if (!date_is_real(year, month, day))
        return ERR_INVALID;
    *ret_date = date_of(year, month, day);
    return OK;
}

enum status date_from_iso(const char *text, struct date *ret_date)
{
    int year, month, day;

    if (take_number(&text, 4, &year) != 4 || *text++ != '-' || take_number(&text, 2, &month) != 2 ||
        *text++ != '-' || take_number(&text, 2, &day) != 2 || *text != '\0')
        return ERR_INVALID;
    return date_checked(year, month, day, ret_date);
}

enum { DATE_CHARS_MAX = 32, CLOCK_CHARS_MAX = 8 };

/* As "%0*d", which would be most of the cost of a page full of dates; gives the end. */
static char *put_number(char *to, int number, int width)
{
    char reversed[12] = {0};
    int count = 0;
    unsigned rest = number < 0 ? -(unsigned)number : (unsigned)number;

    if (number < 0) {
        *to++ = '-';
        width--;
    }
    for (; rest > 0 || count < width; rest /= 10)
        reversed[count++] = (char)('0' + rest % 10);
    while (count > 0)
        *to++ = reversed[--count];
    return to;
}

static char *put_iso_date(char *to, struct date date)
{
    int year, month, day;

    date_split(date, &year, &month, &day);
    to = put_number(to, year, 4);
    *to++ = '-';
    to = put_number(to, month, 2);
    *to++ = '-';
    return put_number(to, day, 2);
}

char *date_to_iso(struct arena *arena, struct date date)
{
    char *text = arena_alloc(arena, DATE_CHARS_MAX);

    *put_iso_date(text, date) = '\0';
    return text;
}

/* The year that ends in these two digits within the 100 years that end with `latest`. */
static int full_year(int two_digits, int month, int day, struct date latest)
{
    int latest_year, latest_month, latest_day;

    date_split(latest, &latest_year, &latest_month, &latest_day);

    int year = latest_year - latest_year % 100 + two_digits;
    bool after = year > latest_year ||
                 (year == latest_year &&
                  (month > latest_month || (month == latest_month && day > latest_day)));

    return after ? year - 100 : year;
}

/* One of the marks people put between the numbers of a date, or just spaces. */
static bool take_separator(const char **text)
{
    const char *at = text_skip_space(*text);
    bool marked = *at == '/' || *at == '-' || *at == '.';
    bool found = marked || at > *text;

    *text = text_skip_space(at + marked);
    return found;
}

enum status date_from_typed(const char *text, struct date latest, struct date *ret_date)
{
    int first, second, third;

    text = text_skip_space(text);

    int first_digits = take_number(&text, 4, &first);

    if (first_digits == 0 || !take_separator(&text) || take_number(&text, 2, &second) == 0 ||
        !take_separator(&text))
        return ERR_INVALID;

    int third_digits = take_number(&text, 4, &third);

    if (*text_skip_space(text) != '\0')
        return ERR_INVALID;
    if (first_digits == 4 && (third_digits == 1 || third_digits == 2))
        return date_checked(first, second, third, ret_date);
    if (first_digits > 2)
        return ERR_INVALID;
    if (third_digits == 2)
        third = full_year(third, second, first, latest);
    else if (third_digits != 4)
        return ERR_INVALID;
    return date_checked(third, second, first, ret_date);
}

static bool take_clock_mark(const char **text)
{
    bool marked = **text == ':' || **text == '.' || **text == ',';

    *text += marked;
    return marked;
}

enum status clock_from_typed(const char *text, struct clock_time *ret_time)
{
    int hours;
    int minutes = 0;

    text = text_skip_space(text);

    int digits = take_number(&text, 4, &hours);

    if (digits > 2) {
        minutes = hours % 100;
        hours /= 100;
    } else if (digits == 0 || (take_clock_mark(&text) && take_number(&text, 2, &minutes) != 2)) {
        return ERR_INVALID;
    }
    if (*text_skip_space(text) != '\0' || hours > 23 || minutes > 59)
        return ERR_INVALID;
    *ret_time = (struct clock_time){hours * 60 + minutes};
    return OK;
}

char *date_show(struct arena *arena, struct date date)
{
    int year, month, day;

    if (date_is_none(date))
        return arena_copy(arena, "");
    date_split(date, &year, &month, &day);

    char *text = arena_alloc(arena, DATE_CHARS_MAX);
    char *end = put_number(text, day, 2);

    *end++ = '/';
    end = put_number(end, month, 2);
    *end++ = '/';
    *put_number(end, year, 4) = '\0';
    return text;
}

char *clock_show(struct arena *arena, struct clock_time time)
{
    if (clock_is_none(time))
        return arena_copy(arena, "");
    assert(time.minutes < DAY_MINUTES);

    char *text = arena_alloc(arena, CLOCK_CHARS_MAX);
    char *end = put_number(text, time.minutes / 60, 1);

    *end++ = ':';
    *put_number(end, time.minutes % 60, 2) = '\0';
    return text;
}

/* How far ahead of UTC the clocks of the process's zone are at that instant. */
static int64_t civil_offset_seconds(int64_t seconds)
{
    time_t when = seconds;
    struct tm civil;
    const struct tm *known = localtime_r(&when, &civil);

    assert(known); /* fails only beyond the year 2 thousand million */
    return known->tm_gmtoff;
}

enum status date_init_civil_time(void)
{
    const struct date winter = date_of(2026, 1, 15);
    const struct date summer = date_of(2026, 7, 15);

    setenv("TZ", "Europe/Rome", 1);
    tzset();
    /* A missing zone is silently UTC to the C library; the offsets tell, also of a failed setenv.
     */
    if (civil_offset_seconds((int64_t)winter.days * DAY_SECONDS) != 3600 ||
        civil_offset_seconds((int64_t)summer.days * DAY_SECONDS) != 7200)
        return ERR_IO;
    return OK;
}

struct instant instant_at(struct date date, struct clock_time time)
{
    assert(!date_is_none(date) && time.minutes >= 0 && time.minutes < DAY_MINUTES);

    /* The seconds on the wall, as if Rome were on UTC. A clock change nearby leaves two offsets
       to try. The one before it gives the first of two equal wall times, and, when neither offset
       is in force at its own answer, the wall time was skipped and reads as without the change. */
    int64_t wall = (int64_t)date.days * DAY_SECONDS + (int64_t)time.minutes * 60;
    int64_t before = civil_offset_seconds(wall - DAY_SECONDS);
    int64_t after = civil_offset_seconds(wall + DAY_SECONDS);

    if (civil_offset_seconds(wall - before) != before &&
        civil_offset_seconds(wall - after) == after)
        return (struct instant){wall - after};
    return (struct instant){wall - before};
}

/* Seconds on Rome's wall since 1970-01-01T00:00 there. */
static int64_t wall_seconds(struct instant instant)
{
    assert(!instant_is_none(instant));
    return instant.seconds + civil_offset_seconds(instant.seconds);
}

struct date instant_date(struct instant instant)
{
    return (struct date){(int32_t)floor_div(wall_seconds(instant), DAY_SECONDS)};
}

struct clock_time instant_clock(struct instant instant)
{
    int64_t wall = wall_seconds(instant);

    return (struct clock_time){(int32_t)((wall - floor_div(wall, DAY_SECONDS) * DAY_SECONDS) / 60)};
}

struct instant instant_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (struct instant){now.tv_sec};
}

struct instant instant_add_minutes(struct instant instant, int64_t minutes)
{
    int64_t seconds;
    struct instant sum;

    assert(!instant_is_none(instant));

    bool overflow = __builtin_mul_overflow(minutes, 60, &seconds);

    overflow |= __builtin_add_overflow(instant.seconds, seconds, &sum.seconds);
    assert(!overflow && !instant_is_none(sum));
    (void)overflow;
    return sum;
}

char *instant_to_iso(struct arena *arena, struct instant instant)
{
    assert(!instant_is_none(instant));

    int64_t days = floor_div(instant.seconds, DAY_SECONDS);
    int second = (int)(instant.seconds - days * DAY_SECONDS);

    assert(days > INT32_MIN && days <= INT32_MAX);

    char *text = arena_alloc(arena, DATE_CHARS_MAX);
    char *end = put_iso_date(text, (struct date){(int32_t)days});

    *end++ = 'T';
    end = put_number(end, second / 3600, 2);
    *end++ = ':';
    end = put_number(end, second / 60 % 60, 2);
    *end++ = ':';
    end = put_number(end, second % 60, 2);
    *end++ = 'Z';
    *end = '\0';
    return text;
}
