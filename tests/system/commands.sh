#!/bin/sh
# Every command of the program as somebody at a terminal or a script meets it: what it says, and what it ends with.
#   tests/support/with-postgres tests/system/commands.sh build/asan/accanto
set -u
accanto=$(realpath "$1")
work=$(mktemp -d /tmp/accanto-commands.XXXXXX)
server=
failures=0
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
unset ACCANTO_DATA

# expect NAME CODE TEXT COMMAND...: it must end with the code and say the text.
expect() {
    name=$1 code=$2 text=$3
    shift 3
    "$@" >"$work/said" 2>&1
    ended=$?
    if [ "$ended" = "$code" ] && { [ -z "$text" ] || grep -qF -e "$text" "$work/said"; }; then
        echo "ok $name"
    else
        failures=$((failures + 1))
        echo "not ok $name: ended with $ended instead of $code, or did not say \"$text\":"
        head -5 "$work/said"
    fi
}
a() { "$accanto" "$@" --data "$zone"; }
make_zone() { a init --zone 'Zona Sociale 10' --controller 'Comune di Terni' --admin capo "$@"; }
# Starts "serve" or "demo --serve" and waits for its line; sets $server and $url.
start() {
    : >"$work/log"
    "$accanto" "$@" --port 0 --data "$zone" >"$work/log" 2>&1 &
    server=$!
    url=
    for _ in $(seq 1 600); do
        url=$(sed -n 's,^Accanto answers at \(http://[^ ]*[0-9]\)/.*,\1,p' "$work/log")
        [ -z "$url" ] && kill -0 "$server" 2>/dev/null || return 0
        sleep 0.05
    done
}
stop() {
    kill -TERM "$server"
    wait "$server"
    status=$?
    server=
    cat "$work/log"
    return "$status"
}
page() { python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' "$1"; }

# ---- the command line itself ----
zone=$work/zone
expect no_command_lists_them_and_is_wrong_use 2 'people import' "$accanto"
expect help_lists_the_commands 0 'audit verify' "$accanto" help
expect help_option_lists_the_commands 0 'audit verify' "$accanto" --help
expect unknown_command_is_wrong_use 2 "no command 'fly'" "$accanto" fly
expect half_a_command_is_wrong_use 2 "no command 'audit'" "$accanto" audit
expect other_half_of_a_command_is_wrong_use 2 "no command 'audit'" "$accanto" audit burn
for command in serve demo init migrate move user routes 'people import' 'people search' 'roads import' 'roads learn' 'roads route' 'planner solve' 'planner check' 'planner prove' tax-code 'audit verify' backup restore check; do
    expect "help_of_$(echo "$command" | tr ' -' '__')_says_how" 0 'usage: accanto' "$accanto" $command --help
done
for command in serve demo init migrate move user 'people import' 'people search' 'roads import' 'roads learn' 'roads route' 'planner solve' 'planner check' 'planner prove' tax-code 'audit verify' backup restore check; do
    expect "unknown_option_of_$(echo "$command" | tr ' -' '__')_is_wrong_use" 2 'is not known here' "$accanto" $command --no-such
done
expect option_without_its_value_is_wrong_use 2 'wants a value' "$accanto" migrate --data
expect too_many_words_are_wrong_use 2 'too many words' "$accanto" tax-code $(seq 1 65)
for command in serve migrate 'user list' 'people search rosi' 'audit verify' "backup $work/copy" check; do
    expect "no_zone_is_told_by_$(echo "${command%% *}")" 3 'there is no zone' a $command
done
expect data_comes_from_the_environment_too 3 "$work/elsewhere" env ACCANTO_DATA="$work/elsewhere" "$accanto" migrate

# ---- the planner, on files ----
ride=$work/ride
printf '%s\n' '2 2 480 3 30' '0 0 0 0 0 0 480' '1 0 3 1 1 0 480' '2 0 -3 1 1 0 480' '3 4 3 1 -1 10 20' \
    '4 4 -3 1 -1 100 120' >"$ride"
printf '%s\n' '1 3' '2 4' >"$work/apart"
printf '%s\n' '0 1 3 0' >"$work/left"
expect planner_solves_a_file 0 'cost 23.2111' "$accanto" planner solve "$ride" --tries 100
"$accanto" planner solve "$ride" --tries 100 --seed 3 >"$work/plan" 2>/dev/null
expect planner_takes_its_own_plan 0 feasible "$accanto" planner check "$ride" "$work/plan"
expect planner_judges_the_plan_of_others 0 'cost 24.0000' "$accanto" planner check "$ride" "$work/apart"
expect planner_says_who_is_left_out 1 'request 2: nobody serves it' "$accanto" planner check "$ride" "$work/left"
sed 's/^4.*/4 4 -3 1 -1 0 2/' "$ride" >"$work/hopeless"
expect planner_says_whom_nobody_can_serve 1 'request 2 is not served: not even an empty vehicle' "$accanto" planner solve "$work/hopeless" --tries 9
expect planner_proves_the_cost 0 'cost 23.2111' "$accanto" planner prove "$ride"
expect planner_proves_that_there_is_no_plan 1 infeasible "$accanto" planner prove "$work/hopeless"
expect planner_says_that_the_solver_is_not_there 3 'apt install coinor-cbc' env PATH="$work" "$accanto" planner prove "$ride"
expect planner_wants_such_a_file 2 'line 1: something stands there that is not a number' "$accanto" planner solve "$0"
expect planner_tells_a_file_that_is_not_there 3 'cannot be opened' "$accanto" planner solve "$work/none"
printf '1 0 3\n2 4\n' >"$work/home"
printf '1 3\n2 4\n9\n' >"$work/strange"
expect planner_says_who_drives_on_after_the_depot 1 'line 1: the route goes on after the depot' "$accanto" planner check "$ride" "$work/home"
expect planner_says_which_stop_there_is_not 1 'line 3: there is no such stop' "$accanto" planner check "$ride" "$work/strange"
expect planner_tells_routes_that_are_not_there 3 'cannot be opened' "$accanto" planner check "$ride" "$work/none"
expect planner_wants_a_number_of_seconds 2 'from 1 to' "$accanto" planner solve "$ride" --seconds 0
expect planner_wants_one_file 2 'only one' "$accanto" planner solve "$ride" "$ride"

# Each command on either engine. $1: its name; $2...: what init wants besides.
commands_on() {
    engine=$1
    shift
    zone=$work/zone-$engine
    on() { name=$1; shift; expect "$name [$engine]" "$@"; }

    # ---- a new zone ----
    on init_wants_its_options 2 'are needed' a init --zone Z
    on init_with_a_name_that_does_not_fit_is_told 2 'is made of' a init --zone Z --controller C --admin 'Mario Rossi' "$@"
    on init_without_its_database_is_told 3 'cannot be opened' a init --zone Z --controller C --admin capo --database postgresql:///none?host=/none
    on init_makes_a_zone_and_gives_a_password 0 'Enter as capo with the password' make_zone "$@"
    on init_never_overwrites_a_zone 1 'nothing was changed' a init --zone Z --controller C --admin altra
    on init_that_was_refused_leaves_the_key 0 '' test -s "$zone/master.key"
    on migrate_of_a_current_database_does_nothing 0 '0 steps applied' a migrate
    on check_of_a_new_zone_is_told_line_by_line 0 'audit' a check

    # ---- users ----
    on user_without_a_verb_is_wrong_use 2 'say add, list' a user
    on user_added_gets_a_password 0 'one-time password' a user add anna.rosi Rosi Anna coordinator
    on user_added_twice_is_refused 1 'the name is taken' a user add anna.rosi Rosi Anna coordinator
    on user_with_an_unknown_role_is_wrong_use 2 "no role 'queen'" a user add ada Neri Ada queen
    on user_may_not_be_the_system 2 "no role 'system'" a user add ada Neri Ada system
    on user_with_an_odd_name_is_wrong_use 2 'is made of a-z' a user add 'Ada Neri' Neri Ada coordinator
    on user_of_an_unknown_office_is_refused 1 "no office 'nowhere'" a user add ada Neri Ada coordinator --office nowhere
    on users_are_listed 0 'anna.rosi	on	Rosi Anna' a user list
    on user_reset_gets_a_new_password 0 'one-time password' a user reset anna.rosi
    on user_off_is_told 0 'anna.rosi: off' a user off anna.rosi
    on user_off_is_listed_so 0 'anna.rosi	off' a user list
    on user_on_is_told 0 'anna.rosi: on' a user on anna.rosi
    on user_who_is_not_there_is_refused 1 "no user 'nobody'" a user reset nobody
    on user_who_alone_manages_users_stays_on 1 'nobody else could manage users' a user off capo

    # ---- people ----
    printf 'cognome;nome;data di nascita;squadra\nRossi;Maria;23/11/1948;Ternana\nBianchi;Ugo;;\n' >"$work/people.csv"
    printf 'cognome,nome,data di nascita\nRossi,Maria,31/02/1948\nVerdi,,\n' >"$work/bad.csv"
    printf 'cognome,nome\nBarz\350,No\350\n' >"$work/old.csv"
    printf '\377\376c\0o\0' >"$work/wide.csv"
    printf 'uno,due\n1,2\n' >"$work/headless.csv"
    on import_wants_a_file 2 'say which file' a people import
    on import_of_a_missing_file_is_told 3 'cannot be opened' a people import "$work/none.csv"
    on import_of_what_never_ends_is_told 3 'is not a file' timeout 20 "$accanto" people import /dev/zero --data "$zone"
    on import_tried_keeps_nothing 0 '2 would be taken' a people import "$work/people.csv" --dry-run
    on import_names_the_column_it_leaves_out 0 '"squadra" is left out' a people import "$work/people.csv" --dry-run
    on import_takes_everybody 0 '2 lines, 2 taken' a people import "$work/people.csv"
    on import_again_skips_who_is_surely_there 0 '1 already there' a people import "$work/people.csv"
    on import_with_a_bad_line_takes_nothing 1 'nothing was taken: 2 of 2' a people import "$work/bad.csv"
    on import_tells_the_line 1 'line 2:' a people import "$work/bad.csv"
    on import_reads_windows_files 0 'read as Windows-1252' a people import "$work/old.csv"
    on import_says_what_it_cannot_read 2 'UTF-16' a people import "$work/wide.csv"
    on import_without_names_is_refused 1 'names no column' a people import "$work/headless.csv"
    on search_finds_with_a_slip 0 'Rossi	Maria	1948-11-23' a people search rosi mari
    on search_finds_what_windows_wrote 0 'Barzè	Noè' a people search barze
    on search_without_words_is_wrong_use 2 'say whom' a people search
    on search_limit_has_bounds 2 'from 1 to' a people search rossi --limit 0
    on search_limit_is_a_number 2 'from 1 to' a people search rossi --limit molti
    on search_words_are_bounded 2 'too long' a people search "$(seq -s '' 1 600)"
    on search_of_nobody_says_so 1 '' a people search Qwxkzyj

    # ---- roads ----
    printf 'da;a;minuti;metri\nArrone;Polino;31;17000\n' >"$work/roads.csv"
    on roads_import_wants_a_file 2 'say which file' a roads import
    on roads_import_of_a_missing_file_is_told 3 'cannot be opened' a roads import "$work/none.csv"
    on roads_import_tells_the_bad_line 1 'line 2: the first place is not one of the zone ("Arrone")' a roads import "$work/roads.csv"
    on roads_import_takes_nothing_then 1 'nothing was taken: 1 bad lines' a roads import "$work/roads.csv" --dry-run
    on roads_import_wants_its_columns 1 'does not name the columns' a roads import "$work/people.csv"
    on roads_import_says_what_it_cannot_read 2 'UTF-16' a roads import "$work/wide.csv"
    on roads_learn_takes_no_words 2 'takes no words' a roads learn Arrone
    on roads_learn_counts 0 '0 pairs of places from 0 drives' a roads learn

    # ---- the record, copies ----
    on audit_is_whole 0 'rows, whole' a audit verify
    on audit_head_must_be_one 2 'wants a number and a hash' a audit verify --head nonsense
    on audit_with_another_end_is_not_whole 1 'wrong' a audit verify --head "2 $(printf '%064d' 0)"
    on backup_wants_a_name 2 'say where to' a backup
    on backup_copies_with_its_head 0 'audit head' a backup "$work/copy-$engine"
    on backup_never_overwrites 1 'choose another name' a backup "$work/copy-$engine"
    on backup_into_nowhere_is_told 3 'cannot be written' a backup "$work/no/copy"
    on restore_wants_a_name 2 'say from where' a restore
    on restore_over_a_database_is_refused 1 'is there already' a restore "$work/copy-$engine"

    # ---- to another database ----
    on move_wants_to_know_where 2 'say where to' a move
    on move_of_a_zone_onto_itself_is_refused 3 'in use' a move --to "${2:-$zone/accanto.db}"
    on move_to_no_server_is_told 3 'cannot be opened' a move --to postgresql://nobody@127.0.0.1:1/none
    on move_copies_every_row 0 'the record is whole' a move --to "$work/moved-$engine.db"

    # ---- serving ----
    on serve_wants_a_port 2 'wants a number' "$accanto" serve --data "$zone" --port 70000
    start serve
    # Once a day, after three: what it says depends on when this runs.
    if [ "$(TZ=Europe/Rome date +%H)" -ge 3 ]; then
        for _ in $(seq 1 100); do grep -q '^night: ' "$work/log" && break || sleep 0.1; done
        on serve_learns_roads_by_itself_once_a_night 0 'night: 0 pairs of places learned' cat "$work/log"
    else
        on serve_leaves_the_roads_until_three 1 '' grep '^night: ' "$work/log"
    fi
    on serve_answers 0 'Ufficio della Cittadinanza' page "$url/"
    on serve_on_a_taken_port_is_told 3 'cannot be had' "$accanto" serve --data "$zone" --port "${url##*:}"
    on serve_stops_when_asked_and_logs_its_head 0 'audit head at end' stop
    start serve
    page "$url/" >/dev/null
    on serve_again_the_same_day_learns_nothing_more 1 '' grep '^night: ' "$work/log"
    stop >/dev/null
    on serve_at_no_address_is_told 3 'cannot be had' a serve --address nowhere

    # ---- the key ----
    cp "$zone/master.key" "$work/key-$engine"
    chmod 644 "$zone/master.key"
    on key_that_others_may_read_is_refused 3 'cannot be used' a user list
    head -c 32 /dev/urandom >"$zone/master.key"
    chmod 600 "$zone/master.key"
    on key_of_another_shape_is_refused 3 'cannot be used' a user list
    (zone=$work/other-$engine && make_zone >/dev/null 2>&1)
    cp "$work/other-$engine/master.key" "$zone/master.key"
    on key_of_another_zone_serves_nothing 3 'is not the one of this database' a serve --port 0
    cp "$work/key-$engine" "$zone/master.key"
    on key_put_back_works_again 0 'anna.rosi' a user list
}

commands_on sqlite
psql -qX "${ACCANTO_TEST_POSTGRES}postgres" -c 'create database commands' || exit 1
commands_on postgres --database "${ACCANTO_TEST_POSTGRES}commands"

# ---- restoring a file ----
zone=$work/again
mkdir -m 700 "$zone"
expect restore_without_the_key_is_told 3 "put the zone's key" a restore "$work/copy-sqlite"
cp "$work/key-sqlite" "$zone/master.key"
expect restore_of_nothing_is_told 1 'is not there' a restore "$work/none"
expect restore_of_the_other_kind_is_refused 1 'other kind' a restore "$work/copy-postgres"
expect restore_verifies_the_record 0 'audit chain whole' a restore "$work/copy-sqlite"
expect restored_zone_has_its_people 0 'Rossi	Maria' a people search rossi
rm "$zone/accanto.db"
printf x >>"$work/copy-sqlite"
expect restore_of_a_damaged_copy_is_refused 1 'is damaged' a restore "$work/copy-sqlite"

# ---- settings ----
zone=$work/zone-sqlite
cat >"$zone/accanto.conf" <<END
# all of them
listen = 127.0.0.1
port = 18080
workers = 2
secure_cookies = no
proxy = 127.0.0.1
origin = https://ufficio.example.it
END
expect settings_are_all_understood 0 'anna.rosi' a user list
for line in 'porta = 80' 'port = 0' 'port = x' 'workers = 65' 'secure_cookies = maybe' 'no equals'; do
    echo "$line" >"$zone/accanto.conf"
    expect "setting_$(echo "$line" | tr -c 'a-z\n' _)_is_told_with_its_line" 2 'line 1' a user list
done
rm "$zone/accanto.conf"
mkdir "$zone/accanto.conf"
expect settings_that_cannot_be_read_are_told 2 'accanto.conf' a user list
rmdir "$zone/accanto.conf"

# ---- without a zone ----
expect routes_say_who_may 0 '/accesso' "$accanto" routes
expect tax_code_that_is_sound 0 'valid' "$accanto" tax-code RSSMRA85T10A562S
expect tax_code_with_a_slip 1 'check character' "$accanto" tax-code RSSMRA85T10A562T
expect tax_code_too_short 1 'neither 16 nor 11' "$accanto" tax-code RSSMRA
expect tax_code_with_odd_letters 1 'where a digit must be' "$accanto" tax-code RSSMRAXXT10A562S
expect tax_code_provisional 0 'provisional' "$accanto" tax-code 12345678903
lines() { printf "$1" | timeout 20 "$accanto" tax-code; }
expect tax_code_with_something_hidden_behind_it 1 '?x	invalid' lines 'RSSMRA85T10A562S\000x\n'
expect tax_code_after_a_hidden_byte_is_judged_too 1 'RSSMRA85T10A562S	valid' lines 'x\000x\nRSSMRA85T10A562S\n'
expect tax_code_with_something_far_behind_it 1 'invalid' lines "RSSMRA85T10A562S$(printf %300s)x"
expect tax_code_with_only_blanks_behind_it 0 'valid' lines "RSSMRA85T10A562S$(printf %300s)"
expect tax_code_of_old_lines 0 'RSSMRA85T10A562S	valid' lines 'RSSMRA85T10A562S\r\nRSSMRA85T10A562S\r'
expect tax_codes_from_a_directory_are_told 3 'cannot be read' sh -c "$accanto tax-code < /"
expect tax_codes_that_nobody_hears_end 3 '' sh -c "yes RSSMRA85T10A562S | { timeout 20 $accanto tax-code; echo \$? >'$work/ended'; } | head -1; exit \$(cat '$work/ended')"
expect answer_on_a_full_disk_is_no_success 3 'not all of the answer could be written' sh -c "$accanto tax-code RSSMRA85T10A562S >/dev/full"
expect tax_codes_from_a_file 1 'invalid' sh -c "printf 'RSSMRA85T10A562S\n\nshort\n%0300d\n' 0 | $accanto tax-code"

# ---- the demonstration ----
zone=$work/demo
expect demo_wants_numbers 2 'want a number' "$accanto" demo --data "$zone" --seed many
expect demo_is_made_and_says_who_can_enter 0 'anna.esposito' a demo --seed 7
expect demo_is_made_once 0 'anna.esposito' a demo

# ---- roads from a map: one road through the demonstration's places but the last, which stands alone ----
map=$work/map
mkdir "$map" "$work/silent" "$work/mumbling"
python3 - "$zone/accanto.db" >"$map/zone.osm" <<'END'
import sqlite3, sys
places = sqlite3.connect(sys.argv[1]).execute('select latitude_micro, longitude_micro from place order by id').fetchall()
print("<osm version='0.6'>")
for i, (latitude, longitude) in enumerate(places):
    print(f"<node id='{i + 1}' lat='{latitude / 1e6}' lon='{longitude / 1e6}' version='1'/>")
road = ''.join(f"<nd ref='{i + 1}'/>" for i in range(len(places) - 1))
print(f"<way id='1' version='1'>{road}<tag k='highway' v='secondary'/></way></osm>")
END
planetsplitter --dir="$map" --prefix=zone "$map/zone.osm" >/dev/null 2>&1 || echo 'not ok planetsplitter'
printf '#!/bin/sh\nexec sleep 60\n' >"$work/silent/routino-router"
printf '#!/bin/sh\necho it rained\n' >"$work/mumbling/routino-router"
chmod 755 "$work/silent/routino-router" "$work/mumbling/routino-router"
roads=$(python3 -c 'import sqlite3, sys; n = sqlite3.connect(sys.argv[1]).execute("select count(*) from place").fetchone()[0]; print((n - 1) * (n - 2))' "$zone/accanto.db")
route() { a roads route --database "$map" --prefix zone "$@"; }
expect roads_route_wants_a_map 2 'say where the map is' a roads route
expect roads_route_wants_seconds 2 'from 1 to 600' route --seconds soon
expect roads_route_without_routino_names_the_package 3 'apt install routino' env PATH=/nowhere "$accanto" roads route --database "$map" --data "$zone"
expect roads_route_without_a_map_says_so 3 'cannot use the map' a roads route --database "$map" --prefix none
expect roads_route_gives_up_on_a_router_that_hangs 3 'did not answer in 1 seconds' env PATH="$work/silent:$PATH" "$accanto" roads route --database "$map" --seconds 1 --data "$zone"
expect roads_route_passes_on_what_it_cannot_understand 3 'it rained' env PATH="$work/mumbling:$PATH" "$accanto" roads route --database "$map" --data "$zone"
expect roads_route_can_only_look 1 'da;a;minuti;metri' route --dry-run
route --dry-run >"$map/table.csv" 2>/dev/null
expect roads_route_keeps_nothing_then 0 'none kept' python3 -c 'import sqlite3, sys; print("none kept" if sqlite3.connect(sys.argv[1]).execute("select count(*) from travel_time where source = ?", ("routed",)).fetchone()[0] == 0 else "kept")' "$zone/accanto.db"
expect roads_import_reads_what_roads_route_prints 0 "$roads would be taken" a roads import "$map/table.csv" --dry-run
expect roads_route_takes_what_it_found 1 "$roads taken" route
expect roads_route_tells_each_road_it_did_not_find 1 'Cannot find node close to specified point' route
start demo --serve
expect demo_is_served 0 'Zona dimostrativa' page "$url/"
expect demo_stops_when_asked 0 'audit head at end' stop
expect demo_without_a_place_is_told 3 'cannot be made' "$accanto" demo --data "$work/no/where"
[ "$failures" = 0 ]
