#!/bin/sh
# The disk fills up under the program: public pages go on, personal ones say so, nothing dies, and when there
# is room again everything works without a new start.
if [ -z "${ACCANTO_TEST_SMALL_DISK:-}" ]; then
    exec tests/support/with-small-disk --mib 40 "$0"
fi
. tests/faults/common

zone=$ACCANTO_TEST_SMALL_DISK/zone jar=$work/jar ballast=$ACCANTO_TEST_SMALL_DISK/ballast
status() { python3 $here/visitor.py status "$url" "$@"; }
tell() { python3 $here/visitor.py tell "$url" "$jar" "$1"; }

demo_zone "$zone"
serve "$zone"
python3 $here/visitor.py sign-in "$url" "$jar" || exit 1
check full_disk_not_yet_confirms "$(tell 'prima')" [ "$(tell 'prima')" = confirmed ]

dd if=/dev/zero of="$ballast" bs=1k status=none 2>/dev/null
said=confirmed written=0
while [ "$said" = confirmed ] && [ "$written" -lt 2000 ]; do
    said=$(tell "mentre si riempie $written")
    written=$((written + 1))
done
check full_disk_write_says_503 "said $said after $written" [ "$said" = 503 ]
check full_disk_public_page_goes_on "$(status /)" [ "$(status /)" = 200 ]
check full_disk_service_sheet_goes_on "$(status /servizi)" [ "$(status /servizi)" = 200 ]
check full_disk_personal_page_says_503 "$(status /persone/1 "$jar")" [ "$(status /persone/1 "$jar")" = 503 ]
check full_disk_program_lives "it died" alive

rm "$ballast"
sleep 1
check full_disk_room_again_confirms "$(tell 'dopo')" [ "$(tell 'dopo di nuovo')" = confirmed ]
check full_disk_room_again_personal_page "$(status /persone/1 "$jar")" [ "$(status /persone/1 "$jar")" = 200 ]
cut_off
check full_disk_audit_whole "$(build/accanto audit verify --data "$zone" 2>&1)" \
    build/accanto audit verify --data "$zone"
