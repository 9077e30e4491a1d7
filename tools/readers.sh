#!/usr/bin/env bash
# Installs other programs' calendar readers into .readers/, for tests/test_readers.py, and tells which of them answer.
# Run: tools/readers.sh. As root it brings Debian's packages itself; anybody else is told which ones are missing.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

folder=.readers
sources=tests/readers

# Debian's libraries; the programs may well be there from elsewhere.
packages=(libical-dev php-cli php-sabre-vobject ruby-icalendar)
command -v gcc >/dev/null || packages+=(gcc libc6-dev)
command -v npm >/dev/null || packages+=(nodejs npm)
python3 -c 'import ensurepip, venv' || packages+=(python3-venv)

from_debian() {
    dpkg --status "${packages[@]}" >/dev/null 2>&1 && return
    if [ "$(id --user)" != 0 ]; then
        echo "tools/readers.sh: missing, and only root may install: apt-get install ${packages[*]}" >&2
        return 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "${packages[@]}" >/dev/null
}

from_npm() {
    cp $sources/package.json $sources/package-lock.json $folder/
    npm ci --prefix $folder --ignore-scripts --no-audit --no-fund --loglevel=error
}

from_pypi() {
    python3 -m venv $folder/venv
    $folder/venv/bin/python -m pip install -qq --disable-pip-version-check --requirement $sources/requirements.txt
}

from_source() {
    gcc -O1 -Wall -Werror -o $folder/libical $sources/libical.c -lical
}

mkdir -p $folder
for step in from_debian from_npm from_pypi from_source; do
    $step || echo "tools/readers.sh: $step did not succeed" >&2 # the other readers are of use without these
done
python3 $sources/programs.py
