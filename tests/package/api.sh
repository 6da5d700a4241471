#!/bin/sh
# What docs/api.md promises to other programs, seen on the program itself.
. tests/faults/common

zone=$work/zone
accanto() { build/accanto "$@" >"$work/out" 2>"$work/err"; }
# exits NAME CODE COMMAND...: the command ends with this code.
exits() {
    name=$1 code=$2
    shift 2
    accanto "$@"
    ended=$?
    check "$name" "exit $ended instead of $code: $(tail -1 "$work/err")" [ "$ended" = "$code" ]
}
# columns NAME N: every line of the last answer has N columns, and there is at least one.
columns() {
    check "$1" "$(head -1 "$work/out")" awk -F '\t' -v n="$2" 'NF != n { bad = 1 } END { exit bad || NR == 0 }' "$work/out"
}
says() { check "$1" "$(head -3 "$work/out" "$work/err")" grep -Eq "$2" "$work/out"; }

demo_zone "$zone"
exits api_exit_unknown_command 2 sing
exits api_exit_unknown_option 2 serve --loud
exits api_exit_no_zone 3 check --data "$work/nowhere"
mkdir "$work/odd" && echo 'colour = red' >"$work/odd/accanto.conf"
exits api_exit_unknown_setting 2 check --data "$work/odd"
exits api_exit_zone_is_there 1 init --zone Z --controller C --admin a.b --data "$zone"

exits api_routes 0 routes
columns api_routes_columns 4
exits api_users 0 user list --data "$zone"
columns api_users_columns 3
exits api_search 0 people search rossi --data "$zone"
columns api_search_columns 4
exits api_search_nobody 1 people search qqzzxx --data "$zone"
exits api_tax_code_valid 0 tax-code RSSMRA80A01H501U
exits api_tax_code_invalid 1 tax-code RSSMRA80A01H501U nonsense
columns api_tax_code_columns 3

exits api_audit 0 audit verify --data "$zone"
says api_audit_words '^[0-9]+ rows, whole$'
exits api_check 0 check --data "$zone"
check api_check_words "$(cat "$work/out")" sh -c "! grep -v ' ok\$' '$work/out'"
exits api_backup 0 backup "$work/copy" --data "$zone"
check api_backup_manifest "$(cat "$work/copy.manifest")" sh -c \
    "head -1 '$work/copy.manifest' | grep -qx 'accanto backup 1' && [ \"\$(cut -d' ' -f1 '$work/copy.manifest' | tail -5 | xargs)\" = 'engine made bytes blake2b head' ]"
head=$(sed -n 's/^head //p' "$work/copy.manifest")
exits api_head_is_known 0 audit verify --head "$head" --data "$zone"
exits api_head_of_another_chain 1 audit verify --head "3 ${head#* }" --data "$zone"

printf 'Nome;COGNOME;Nato il;CF;Colore\nUgo;Provino;1/2/1950;;blu\n' >"$work/good.csv"
printf 'nome;cognome;nato il\nUgo;Provino;1/2/1950\nIda;Provini;31/2/1950\n' >"$work/bad.csv"
exits api_import_dry_run 0 people import "$work/good.csv" --dry-run --data "$zone"
says api_import_dry_run_words '^1 lines, 1 would be taken, 0 already there$'
exits api_import_bad_line 1 people import "$work/bad.csv" --data "$zone"
check api_import_bad_line_is_told "$(cat "$work/err")" grep -q '^line 3: ' "$work/err"
exits api_import_bad_line_takes_nothing 1 people search Provino --data "$zone"
exits api_import 0 people import "$work/good.csv" --data "$zone"
says api_import_words '^1 lines, 1 taken, 0 already there$'
says api_import_ids '^ids [0-9]+ to [0-9]+$'

serve "$zone"
fetch() {
    python3 - "$url" "$@" <<'END'
import sys
sys.path.insert(0, "tests/faults")
import visitor
url, user, path = sys.argv[1:4]
somebody = visitor.Visitor(url)
if user != "-":
    somebody.sign_in(user)
status, headers, text = somebody.ask("GET", path)
print(status, text.split("\r\n")[0].lstrip("\ufeff"))
END
}
for path in / /servizi /ufficio /associazioni /faq /privacy /note-legali /accessibilita /segnala /accesso /robots.txt; do
    answer=$(fetch - "$path" | cut -d' ' -f1 | head -1)
    check "api_public_page_$path" "$answer" [ "$answer" = 200 ]
done
answer=$(fetch carlo.petrini /registro/csv | head -1)
check api_audit_export "$answer" [ "$answer" = "200 numero;quando;chi;da dove;che cosa;su;campi;motivo" ]
answer=$(fetch anna.esposito /contatti/elenco.csv | head -1)
check api_contacts_export "$answer" \
    [ "$answer" = "200 Numero;Quando;Chi;Luogo;Canale;Bisogni;Senza risposta;Urgente;Da richiamare;Operatore" ]
kill -TERM "$server"
wait "$server"
ended=$?
server=
check api_serve_ends_on_sigterm "exit $ended" [ "$ended" = 0 ]
check api_serve_log "$(tail -3 "$work/serve.log")" sh -c \
    "grep -Eq '^audit head at start: [0-9]+ [0-9a-f]{64}\$' '$work/serve.log' && grep -Eq '^audit head at end: ' '$work/serve.log' &&
     grep -Eq '^[0-9]+ GET /registro/csv 200 [0-9]+ bytes [0-9]+ us\$' '$work/serve.log'"
