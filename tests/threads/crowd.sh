#!/bin/sh
# 32 people at once for a minute ($SECONDS_LONG): reading, writing, searching, entering, on a program that watches its own
# threads. It has nothing to report, and ends well when asked.
program=build/tsan/accanto
. tests/faults/common

zone=$work/zone
demo_zone "$zone"
TSAN_OPTIONS="log_path=$work/report exitcode=66"
export TSAN_OPTIONS
serve "$zone"
said=$(python3 $here/visitor.py crowd "$url" 32 "${SECONDS_LONG:-60}" 2>"$work/crowd.log")
why=$(tail -1 "$work/crowd.log")
check crowd_is_answered "$why" [ -n "$said" ]
echo "# $said"
kill -TERM "$server"
wait "$server"
code=$?
server=
check crowd_gone_program_ends_well "exit code $code" [ "$code" = 0 ]
cat "$work"/report* 2>/dev/null | head -60
check crowd_leaves_no_report "threads disagree" [ -z "$(ls "$work"/report* 2>/dev/null)" ]
