/*
 * How every benchmark tells its results: free text as it goes, and for each measure one line that
 * bench/run gathers into the table at the end.
 */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include <sys/types.h>

enum bench_side { AT_MOST, AT_LEAST };

/* `ratio` is a ratio to the reference of the same run, or an amount where the goal is one. */
void bench_line(const char *name, double ratio, enum bench_side side, double goal);

/* Ends the program: a benchmark that cannot measure says nothing rather than something wrong. */
_Noreturn void bench_stop(const char *why);

/* Sorts `values`. `share` is 0.5 for the median, 0.99 for p99. */
double bench_quantile(double *values, int count, double share);
double bench_median(double *values, int count);

double bench_wall_seconds(void);
/* Of this process, of this thread, of another process. */
double bench_cpu_seconds(void);
double bench_thread_seconds(void);
double bench_process_seconds(pid_t pid);

#endif
