#!/bin/sh
# The Debian package, made around the program that is already built: what it installs, that it starts nothing by itself,
# that its settings are understood, and that its nightly copy keeps what it should.
. tests/faults/common
quietly() { "$@" >/dev/null 2>&1; }

tree=$work/tree deb=$work/deb
mkdir -p "$tree/build/debian" "$deb"
cp -a debian docs "$tree"
cp build/accanto "$tree/build/debian/accanto"
echo '# the program is there already' >"$tree/Makefile"
if ! (cd "$tree" && exec debian/rules binary) >"$work/build.log" 2>&1; then
    tail -20 "$work/build.log"
    not_ok package_is_made "see above"
    exit 1
fi
ok package_is_made
file=$(ls "$work"/accanto_*_*.deb)
dpkg-deb -R "$file" "$deb"

dpkg-deb -c "$file" | awk '{ print $1, $2, $6 }' | grep -v '/$' >"$work/files"
check package_holds_what_it_should "$(diff tests/package/files.expected "$work/files")" \
    cmp -s tests/package/files.expected "$work/files"
check package_has_settings_as_conffile "$(cat "$deb/DEBIAN/conffiles")" grep -qx /etc/accanto/accanto.conf "$deb/DEBIAN/conffiles"
# debhelper's scripts start only what is enabled, and enable only what was so before an upgrade.
check package_enables_nothing_by_itself "$(grep -n 'systemd' "$deb/DEBIAN/postinst")" \
    sh -c "! grep -E 'invoke-rc.d|update-rc.d' '$deb/DEBIAN/postinst' &&
           [ \$(grep -c 'deb-systemd-helper debian-installed' '$deb/DEBIAN/postinst') = 2 ] &&
           [ \$(grep -c 'helper enable' '$deb/DEBIAN/postinst') = 2 ]"
for script in postinst prerm postrm; do
    check "package_${script}_parses" "sh -n" sh -n "$deb/DEBIAN/$script"
done
check package_postrm_removes_no_data "it removes more than empty folders" \
    sh -c "! grep -nE 'rm -r|userdel|deluser' '$deb/DEBIAN/postrm'"

if command -v systemd-analyze >/dev/null; then
    units=$deb/lib/systemd/system
    sed -i "s,=/usr/bin/accanto,=$deb/usr/bin/accanto,; s,=/usr/lib/accanto,=$deb/usr/lib/accanto,; /^Documentation/d" "$units"/*.service
    check package_units_verify "$(systemd-analyze verify "$units"/accanto* 2>&1 | head -5)" \
        sh -c "systemd-analyze verify '$units'/accanto* 2>&1 | grep -v '/lib/systemd' >'$work/verify'; ! grep -q accanto '$work/verify'"
    for unit in accanto accanto-backup; do
        check "package_${unit}_is_hardened" "exposure above 1.5" quietly \
            systemd-analyze security --offline=true --threshold=15 --no-pager "$units/$unit.service"
    done
fi

# Its settings, as they are and with every default spelt out.
zone=$work/zone
demo_zone "$zone"
cp debian/accanto.conf "$zone/accanto.conf"
check package_settings_are_understood "accanto check" quietly build/accanto check --data "$zone"
mkdir "$work/spelt"
sed 's/^#\([a-z_]* = \)/\1/; /= \/var\/lib/d' debian/accanto.conf >"$work/spelt/accanto.conf"
cp "$zone/master.key" "$zone/accanto.db" "$work/spelt"
check package_defaults_are_understood "accanto check" quietly build/accanto check --data "$work/spelt"

# The nightly copy.
mkdir "$work/bin" "$work/copies"
ln -s "$PWD/build/accanto" "$work/bin/accanto"
nightly() { # DAYS
    quietly env PATH="$work/bin:$PATH" ACCANTO_DATA="$zone" BACKUP_DIR="$work/copies" BACKUP_DAYS="$1" debian/nightly-backup
}
fails() { ! "$@"; }
past() { touch -d "$1 days ago" "$work/copies/$2"; }
past 31 accanto-20260101T000000Z.backup
past 31 accanto-20260101T000000Z.backup.manifest
past 29 accanto-20260103T000000Z.backup
past 400 letter.pdf
mv "$zone/master.key" "$zone/away.key"
check nightly_copy_without_key_fails "it went on" fails nightly 30
check nightly_copy_that_fails_removes_nothing "$(ls "$work/copies")" \
    [ -e "$work/copies/accanto-20260101T000000Z.backup" ]
mv "$zone/away.key" "$zone/master.key"
check nightly_copy_is_made "it failed" nightly 30
ls "$work/copies" | sed 's/20[0-9]*T[0-9]*Z/DAY/' | sort | uniq -c | xargs >"$work/kept"
check nightly_copy_keeps_the_days_it_should "$(cat "$work/kept")" \
    [ "$(cat "$work/kept")" = "2 accanto-DAY.backup 1 accanto-DAY.backup.manifest 1 letter.pdf" ]
check nightly_copy_of_odd_days_is_refused "it took them" fails nightly -1
