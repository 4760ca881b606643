"""Commands that import nothing do not wait for the libraries that importing needs."""

import subprocess
import sys

HEAVY = {"charset_normalizer", "dateparser", "justext", "mammoth", "pypdf", "trafilatura"}


def test_heavy_libraries_are_loaded_only_when_something_is_imported() -> None:
    code = f"import onrecord.importing.import_command, sys; print({HEAVY!r} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_a_library_of_one_format_is_loaded_only_when_that_format_is_met() -> None:
    code = (
        "from onrecord.importing.read_source import read_sources; import sys;"
        "list(read_sources(b'WEBVTT\\n\\n00:01.000 --> 00:02.000\\nYes.', 'a.vtt'));"
        "list(read_sources(b'speaker,text\\nRoe,Yes.', 'a.csv'));"
        "print({'lxml', 'mammoth', 'pypdf', 'trafilatura'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
