#!/bin/sh
# The program as it is shipped, under valgrind: what the sanitizers' builds are not. A start, a new zone, its migrations,
# the quick commands, and a visit: nothing is read before it was written, nothing is lost.
. tests/faults/common

watched=$work/watched zone=$work/zone new=$work/new
cat >"$watched" <<END
#!/bin/sh
exec valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \\
    --show-leak-kinds=definite --suppressions=$PWD/tests/valgrind/suppressions \\
    --log-file=$work/report.%p "$PWD/build/accanto" "\$@"
END
chmod +x "$watched"

# clean NAME: no report since the last time.
clean() {
    cat "$work"/report.* 2>/dev/null | head -40 >"$work/said"
    rm -f "$work"/report.*
    check "$1" "valgrind reports: $(head -3 "$work/said" | tr '\n' ' ')" [ ! -s "$work/said" ]
    sed 's/^/# /' "$work/said"
}
# watch NAME CODE COMMAND...: it ends with that code, and valgrind says nothing.
watch() {
    deed=$1 wanted=$2
    shift 2
    "$watched" "$@" >"$work/out" 2>&1
    code=$?
    check "${deed}_ends_as_it_should" "exit code $code: $(tail -1 "$work/out")" [ "$code" = "$wanted" ]
    clean "${deed}_under_valgrind_says_nothing"
}

printf 'cognome;nome;telefono\nRosi;Maria;0744780112\nDe Angelis;Ugo;\n' >"$work/people.csv"
watch help 0 --help
watch init 0 init --zone Prova --controller "Comune di Prova" --admin elena --data "$new"
watch migrate 0 migrate --data "$new"
watch import 0 people import "$work/people.csv" --data "$new"
watch search 0 people search "rosi mari" --data "$new"
watch tax_code 0 tax-code RSSMRA85T10A562S
watch tax_code_wrong 1 tax-code RSSMRA85T10A562X
watch audit_verify 0 audit verify --data "$new"
watch check 0 check --data "$new"
watch backup 0 backup "$work/copy.db" --data "$new"

demo_zone "$zone"
program=$watched patience=6000
serve "$zone"
python3 $here/visitor.py sign-in "$url" "$work/jar" || not_ok visit "nobody comes in"
for page in / /servizi /agenda /persone/5 "/persone?q=rossi" /contatti /accompagnamenti /volontari; do
    status=$(python3 $here/visitor.py status "$url" "$page" "$work/jar")
    [ "$status" = 200 ] || not_ok visit "$page: $status"
done
said=$(python3 $here/visitor.py tell "$url" "$work/jar" prova)
check visit_is_answered "$said" [ "$said" = confirmed ]
kill -TERM "$server"
wait "$server"
code=$?
server=
check visited_program_ends_well "exit code $code" [ "$code" = 0 ]
clean visit_under_valgrind_says_nothing
