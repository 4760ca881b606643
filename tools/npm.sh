#!/bin/sh
# Runs npm: the one on the PATH if its Node.js is as new as package.json asks for, else the one
# that PyPI carries, put into .venv when it is first needed.
# Usage: tools/npm.sh ARGUMENTS-OF-NPM …
set -eu
cd "$(dirname "$0")/.."

is_new_enough() {
    command -v npm >/dev/null && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
        process.exit(fits ? 0 : 1);
    ' 2>/dev/null
}

# Behind a proxy with a certificate of its own: trust what the system trusts.
NODE_USE_SYSTEM_CA=1
export NODE_USE_SYSTEM_CA

if is_new_enough; then
    exec npm "$@"
fi

if ! [ -x .venv/bin/npm ]; then
    echo "No npm with a Node.js that is new enough is on the PATH: installing one into .venv (once)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --no-deps -r requirements-node.txt
fi
PATH="$PWD/.venv/bin:$PATH"
export PATH
exec .venv/bin/npm "$@"
