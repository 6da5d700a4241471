#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void bench_line(const char *name, double ratio, enum bench_side side, double goal)
{
    int met = side == AT_MOST ? ratio <= goal : ratio >= goal;

    printf("bench\t%s\t%.4g\t%s %g\t%s\n", name, ratio, side == AT_MOST ? "<=" : ">=", goal,
           met ? "met" : "short");
    fflush(stdout);
}

void bench_stop(const char *why)
{
    fflush(stdout);
    fprintf(stderr, "bench: %s\n", why);
    exit(1);
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;

    return (left > right) - (left < right);
}

double bench_quantile(double *values, int count, double share)
{
    int at = (int)(share * count);

    qsort(values, (size_t)count, sizeof(*values), by_size);
    return values[at < count ? at : count - 1];
}

double bench_median(double *values, int count)
{
    return bench_quantile(values, count, 0.5);
}

static double seconds_of(clockid_t clock)
{
    struct timespec now;

    if (clock_gettime(clock, &now) != 0)
        bench_stop("a clock is gone: its process ended");
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double bench_wall_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double bench_cpu_seconds(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

double bench_thread_seconds(void)
{
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}

double bench_process_seconds(pid_t pid)
{
    clockid_t clock;

    if (clock_getcpuclockid(pid, &clock) != 0)
        bench_stop("a process ended");
    return seconds_of(clock);
}
