#!/bin/sh
# Slow, greedy and half-silent clients: somebody else is answered all the while, and the program lives on.
. tests/faults/common

zone=$work/zone
demo_zone "$zone"
serve "$zone"
echo "# start to first answer $started_ms ms"
sleep 1
echo "# resident $(awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status") MiB at rest"

# probed NAME COMMAND...: probes for 12 seconds while the command goes on.
probed() {
    name=$1
    shift
    "$@" >"$work/attack.log" 2>&1 &
    attack=$!
    sleep 1
    if slowest=$(python3 $here/visitor.py probe "$url" 12 2>"$work/probe.log"); then
        ok "$name"
        echo "# slowest answer $slowest ms"
    else
        not_ok "$name" "$(tail -1 "$work/probe.log")"
    fi
    kill $attack 2>/dev/null
    wait $attack 2>/dev/null
}

probed slow_headers_probe_answered slowhttptest -H -c 1200 -r 300 -i 5 -x 20 -l 15 -t GET -u "$url/"
probed slow_bodies_probe_answered slowhttptest -B -c 1200 -r 300 -i 5 -s 8192 -x 20 -l 15 -t POST -u "$url/accesso"
probed slow_readers_probe_answered slowhttptest -X -c 1200 -r 300 -w 1 -y 2 -n 5 -z 1 -k 3 -l 15 -u "$url/servizi"
probed half_requests_probe_answered python3 $here/visitor.py half "$url" 60 12
check slow_clients_program_lives "it died" alive

echo "# resident $(awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status") MiB after them"
kill -TERM "$server"
wait "$server"
code=$?
server=
check stop_when_asked_ends_well "exit code $code" [ "$code" = 0 ]
