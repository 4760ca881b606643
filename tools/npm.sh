#!/bin/sh
# Runs the npm on the PATH, if its Node.js is new enough for package.json. Otherwise runs the one
# from PyPI, which is installed into .venv when it is first needed.
# Usage: tools/npm.sh NPM-ARGUMENTS …
set -eu
cd "$(dirname "$0")/.."

is_new_enough() {
    command -v npm >/dev/null && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
        process.exit(fits ? 0 : 1);
    ' 2>/dev/null
}

# Trust the system's certificates, for proxies that have their own.
NODE_USE_SYSTEM_CA=1
export NODE_USE_SYSTEM_CA

if is_new_enough; then
    exec npm "$@"
fi

if ! [ -x .venv/bin/npm ]; then
    echo "No npm with a recent enough Node.js on the PATH; installing one into .venv (once)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --no-deps -r requirements-node.txt
fi
PATH="$PWD/.venv/bin:$PATH"
export PATH
exec .venv/bin/npm "$@"
