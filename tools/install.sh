# Sourced by ./run and ./check. $part says how much of packages.txt is wanted: run, or check, which is both parts.
# As root it installs what is missing; otherwise it prints the one line to run.
wanted=$(sed -e '/^# for .\/check/{s/.*/--/}' -e '/^#/d' packages.txt)
[ "$part" = check ] || wanted=$(printf '%s\n' "$wanted" | sed '/^--$/,$d')
missing=
for package in $wanted; do
    [ "$package" = -- ] && continue
    case $package in # these two may come from elsewhere than Debian
    nodejs) command -v node >/dev/null && continue ;;
    npm) command -v npm >/dev/null && continue ;;
    esac
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' ||
        missing="$missing $package"
done
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        echo "Installing:$missing"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null || exit 1
    else
        echo "These packages are missing. Run this line, then try again:"
        echo "  sudo apt-get install --no-install-recommends$missing"
        exit 1
    fi
fi
