/*
 * Memory that runs out at a chosen moment: the n-th allocation made by the program fails, whether
 * it asks the system (malloc and its kin), an arena with a boundary, or SQLite for itself.
 *
 * Counted are the allocations inside web_handle and between memory_watch(true) and (false), not
 * those of the test. Only for programs that the Makefile links with these calls turned to ours.
 */
#ifndef TESTS_SUPPORT_MEMORY_H
#define TESTS_SUPPORT_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

/* Before the first use of SQLite, which from then on has no memory of its own set aside. */
void memory_prepare(void);

/* The allocation after `nth` others fails, and with it all that follow up to `times`. */
void memory_fail(int64_t nth, int64_t times);
/* Enough again. Was any allocation refused? */
bool memory_restore(void);

void memory_watch(bool on);

#endif
