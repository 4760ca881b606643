"""Commands that import nothing do not wait for the libraries that importing needs."""

import subprocess
import sys

HEAVY = {"charset_normalizer", "dateparser", "justext", "trafilatura"}


def test_heavy_libraries_are_loaded_only_when_something_is_imported() -> None:
    code = f"import onrecord.importing.import_command, sys; print({HEAVY!r} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
