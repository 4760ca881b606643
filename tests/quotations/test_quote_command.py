"""`python build.py quote`: what it reads, what it reports, and the exit code."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.support.projects import write_project
from tests.support.repository import run_python, run_tool

TRANSCRIPT = """\
---
title: Remarks on the gate
speaker: ann-example
date: 2020-03-01
---
The gate is closed until the spring.

Question: Will it be open in the summer?

Ann Example: We will open the gate in June.
"""
ALTERED = """\
1. “We will open the gate in July”
   Altered. The wording differs from the record. Differences are highlighted.
   We will open the gate in [-July-] {+June+}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", {"transcripts/2020-03-01-gate.md": TRANSCRIPT})


def quote(project: Path, *arguments: str) -> tuple[str, int]:
    done = run_python("build.py", "--project", project, "quote", *arguments)
    return done.stdout, done.returncode


def test_a_quotation_is_judged_and_cited(project: Path) -> None:
    said, code = quote(project, "We will open the gate in July")
    assert said.startswith(ALTERED)
    assert ", 1 March 2020, answer 1, paragraph 3. " in said
    assert code == 0


def test_a_file_is_read_by_its_name(project: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("\ufeffShe said: “We will open the gate in July”.", "utf-8")
    assert quote(project, str(article)) == quote(project, "“We will open the gate in July”")


def test_the_standard_input_is_read_for_a_dash(project: Path) -> None:
    command = "printf 'We will open the gate in July' | python build.py --project \"$0\" quote -"
    assert run_tool("sh", "-c", command, project).stdout.startswith(ALTERED)


def test_json_has_an_object_for_each_quotation(project: Path) -> None:
    said, _ = quote(project, "“The gate is closed” and “cats”", "--format", "json")
    first, second = json.loads(said)
    assert (first["verdict"], second["verdict"]) == ("verbatim", "not-found")
    (paragraph,) = first["places"][0]["paragraphs"]
    assert paragraph["id"] == "2020-03-01-gate/p1"
    assert paragraph["words"] == "The gate is closed"


def test_a_text_without_words_is_reported(project: Path) -> None:
    assert quote(project, " ") == ("There are no words to check.\n", 0)


def test_only_the_words_of_the_named_speaker_count(project: Path) -> None:
    said, _ = quote(project, "Will it be open in the summer?", "--said-by", "Ann Example")
    assert "   Asked by a journalist. " in said


def test_an_unknown_speaker_is_a_usage_error(project: Path) -> None:
    said, code = quote(project, "The gate", "--said-by", "Ann Exampl")
    assert said.endswith('Error: unknown speaker "Ann Exampl"; did you mean "Ann Example"?\n')
    assert code == 2


def test_errors_of_the_content_are_reported(project: Path) -> None:
    (project / "transcripts/2020-03-01-gate.md").write_text("no front matter", "utf-8")
    said, code = quote(project, "The gate")
    assert said.startswith("transcripts/2020-03-01-gate.md:1: ")
    assert code == 1


def test_without_node_the_error_says_what_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(project / "python"))
    monkeypatch.setenv("PATH", str(project))
    said, code = quote(project, "The gate")
    assert said == (
        "build.py: no Node.js 20.19, 22.12 or newer is on the PATH; "
        "run `make site`, which installs it\n"
    )
    assert code == 2


def test_no_transcript_is_parsed_while_the_site_is_current(project: Path) -> None:
    assert run_python("build.py", "--project", project).returncode == 0
    command = ("build.py", "--project", project, "quote", "The gate is closed")
    called = run_tool(sys.executable, "-X", "importtime", *command)
    assert "\n   Word for word. " in called.stdout
    loaded = set(re.findall(r"^import time:.*\| +([\w.]+)$", called.stdout, re.MULTILINE))
    assert "onrecord.quotations.current_index" in loaded
    assert loaded & {"onrecord.pipeline", "onrecord.search", "pydantic", "yaml"} == set()
