"""The examples of docs/quotes.md are true."""

import re
import shlex

from tests.quotations.run_judge import ask_scripts
from tests.support.repository import ROOT, run_python

GUIDE = (ROOT / "docs/quotes.md").read_text("utf-8")
# ```console … ```
EXAMPLE = re.compile(
    r"^```console\n\$ on-record (?P<command>[^\n]+)\n(?P<output>.*?)^```$", re.M | re.S
)


def test_the_example_prints_what_the_document_shows() -> None:
    (example,) = EXAMPLE.finditer(GUIDE)
    done = run_python("build.py", *shlex.split(example["command"]))
    assert done.stdout == example["output"]


def test_every_verdict_is_explained() -> None:
    rows = re.findall(r"^\| (?P<name>[A-Z][a-z, ]+) \|", GUIDE, re.M)
    assert rows == ask_scripts("names")
