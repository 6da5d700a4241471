#!/bin/sh
# Eight people record contacts while the program is killed, again and again ($ROUNDS times, default 200).
# What was confirmed is there after each new start, and the audit is whole.
. tests/faults/common

zone=$work/zone jar=$work/jar
rounds=${ROUNDS:-200}
demo_zone "$zone"
serve "$zone"
python3 $here/visitor.py sign-in "$url" "$jar" || exit 1

# wait_for N: until the book has N lines, 20 seconds at most.
wait_for() {
    for _ in $(seq 1 1000); do
        [ "$(wc -l <"$book")" -lt "$1" ] || break
        sleep 0.02
    done
}

lost=0 broken=0 confirmed=0
for round in $(seq 1 "$rounds"); do
    book=$work/book
    : >"$book"
    python3 $here/visitor.py write "$url" "$jar" "$book" 2>"$work/writers.log" &
    writers=$!
    wait_for "$((1 + round * 37 % 60))"
    cut_off
    wait $writers || { echo "# round $round: $(tail -1 "$work/writers.log")"; broken=$((broken + 1)); }
    serve "$zone"
    count=$(python3 $here/visitor.py verify "$url" "$jar" "$book" 2>>"$work/lost.log") || lost=$((lost + 1))
    confirmed=$((confirmed + ${count:-0}))
    build/accanto audit verify --data "$zone" >"$work/audit.log" 2>&1 || {
        cat "$work/audit.log"
        broken=$((broken + 1))
    }
done
echo "# $rounds rounds, $confirmed contacts confirmed, last start $started_ms ms"
[ "$lost" = 0 ] || head -5 "$work/lost.log"
check kill_while_writing_loses_nothing_confirmed "$lost rounds lost something" [ "$lost" = 0 ]
check kill_while_writing_writers_were_at_work "nothing was ever confirmed" [ "$confirmed" -gt "$rounds" ]
check kill_while_writing_audit_whole "$broken rounds broke" [ "$broken" = 0 ]
