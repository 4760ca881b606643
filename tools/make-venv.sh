#!/bin/sh
# Makes .venv with the given Python, or with the first one found that is new enough.
# Usage: tools/make-venv.sh [PYTHON]
set -eu
cd "$(dirname "$0")/.."

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

first_new_enough() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

if [ -z "${1:-}" ]; then
    python=$(first_new_enough)
    if [ -z "$python" ]; then
        echo "make: no Python 3.11 or newer on the PATH; install one, or give its path: make PYTHON=/path/to/python3.11 …" >&2
        exit 1
    fi
elif is_new_enough "$1"; then
    python=$1
else
    echo "make: PYTHON=$1 is not Python 3.11 or newer; give the path of one that is, or leave PYTHON out" >&2
    exit 1
fi

echo "Making .venv with $("$python" --version)"
if ! "$python" -m venv --clear .venv; then
    rm -rf .venv
    echo "make: $python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
fi
