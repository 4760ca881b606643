"""Builds a site from a folder of White House briefings, and checks that no word is lost or added.

Usage: python -m tools.briefings FROM TO
       python -m tools.briefings --account REPORT SITE

FROM contains the briefings as Markdown files; TO becomes a project. The words of the sources,
without the lines that the import report lists as left out, are compared with those of the site:
the paragraphs in data/, the labels, notes and headings on its pages, and the facts in
data/statements.json. The exit code is 0 if no word is lost or added. The second form only compares
the words, for an existing report and site.
"""

import html
import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from lxml import etree

from tools.repository import ROOT
from tools.site_data import read_paragraphs

CONFIG = ROOT / "tests/fixtures/briefings/config.yaml"
LAYOUT = "white-house"
REPORT = "import-report.txt"

# `FROM/2021-06-02-briefing.md → TO/transcripts/2021-06-02-psaki.md (white-house)`
_HEAD = re.compile(r"(?P<source>\S.*) → (?:.*/)?(?P<slug>[^/]+)\.md(?:, .*)? \([\w -]+\)")
# `    line 12: Related news (below “Tags”)`; words that are struck out are only a part of a line
_LINE = re.compile(r"    line (?P<number>\d+): (?!.*\(struck out\)$).*")
_STRUCK = re.compile(r"<(?P<tag>s|del|strike)\b[^<>]*>.*?</(?P=tag)>", re.IGNORECASE | re.DOTALL)
# `17:01:00-04:00`: data files leave out the seconds of a full minute
_FULL_MINUTE = re.compile(r"(?<=:\d\d):00(?=[+-]|$)")
# `text: 51 lines, 5 turns`
_TURNS = re.compile(r"text: .*, (?P<turns>\d+) turns?")
_TOTALS = re.compile(r"^\d+ imported, \d+ needs? attention, \d+ skipped$", re.MULTILINE)
_NO_LABEL = "was read as text, not as a speaker"
# `line 10 says 2021-11-03, line 3 2021-11-04`
# `line 9: “June 11, 2021” differs from published 2021-06-12`
_DIFFERS = re.compile(
    r".* says [0-9-]{10}, .* (?P<date>[0-9-]{10})|line \d+: “(?P<printed>.*)” differs from .*"
)
_UNKNOWN = re.compile(r'unknown speaker "(?P<label>.+)"')
_SETTLED = re.compile(r"write `(?P<written>.+)` if nobody speaks here")
_TAG = re.compile(r"</?[a-z]+(?:\s[^<>]*)?/?>", re.IGNORECASE)
_WORD = re.compile(r"\d+|[^\W\d_]+")
_CONTROLS = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08]")
_ESCAPE = re.compile(r"\\(?P<mark>[^\w\s])")
_REPLACED = re.compile(r"(?:Q|Question)[.:]?", re.IGNORECASE)
_PRINTED = ("attribution", "note", "printed-heading")  # classes of text outside paragraphs


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What the import report says about one source."""

    source: Path
    slug: str
    sections: dict[str, list[str]]  # the lines below each heading of the report

    @property
    def left_out(self) -> set[int]:
        """The numbers of the lines left out."""
        matches = map(_LINE.fullmatch, self.sections["left out"])
        return {int(match["number"]) for match in matches if match}

    @property
    def rejected_dates(self) -> list[str]:
        """The dates that differ from the one that was used."""
        matches = (_DIFFERS.fullmatch(line.strip()) for line in self.sections["unsure"])
        return [match["date"] or match["printed"] for match in matches if match]


def main(briefings: Path, project: Path) -> int:
    """Import the briefings, build the site and compare the words; return the exit code."""
    project.mkdir(parents=True, exist_ok=True)
    if not (project / "config.yaml").exists():
        shutil.copy(CONFIG, project / "config.yaml")
    report = project / REPORT
    options = ("--layout", LAYOUT, "--add-speakers", "--report", report)
    done = run("--project", project, "import", briefings, *options, stdout=subprocess.PIPE)
    totals = _TOTALS.search(done.stdout or "")
    if not totals:
        print(f"import failed with exit code {done.returncode}")
        return 1
    print(f"{totals[0]} (full report: {report})", flush=True)
    settle_labels(project)
    if run("--project", project).returncode:
        return 1
    reports = tuple(read_report(report.read_text("utf-8")))
    print_labels(reports)
    print_warnings(reports)
    return account(reports, project / "site")


def run(*arguments: str | Path, stdout: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run build.py."""
    command = [sys.executable, ROOT / "build.py", *arguments]
    return subprocess.run(command, stdout=stdout, check=False, encoding="utf-8")


def settle_labels(project: Path) -> None:
    """Mark what an error calls an unknown speaker as words, and unnamed speakers as the moderator.

    Of the briefings' 54,000 lines that begin with a label, 43 are lists such as `Colorado: …`. A
    line with two labels has an error for the second when the first is settled.
    """
    check = ("--project", project, "check", "--format", "json")
    for _ in range(3):
        errors = json.loads(run(*check, stdout=subprocess.PIPE).stdout)["errors"]
        if not errors:
            return
        for error in errors:
            path, number = project / error["path"], error["line"] - 1
            lines = path.read_text("utf-8").split("\n")
            unknown = _UNKNOWN.match(error["found"])
            if unknown:
                settled = _SETTLED.search(error["remedy"])
                written = settled["written"] if settled else f"{unknown['label']}\\:"
                lines[number] = lines[number].replace(written.replace("\\", ""), written, 1)
            elif error["found"] == '"speaker" is empty':
                lines[number] = "speaker: moderator"
            path.write_text("\n".join(lines), "utf-8")


def read_report(text: str) -> Iterator[SourceReport]:
    """Parse the text of an import report."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for line in text.splitlines():
        head = _HEAD.fullmatch(line)
        if head:
            sections, section = defaultdict(list), []
            yield SourceReport(Path(head["source"]), head["slug"], sections)
        elif line.startswith("    "):
            section.append(line)
        elif line.startswith("  ") and line.endswith(":"):
            section = sections[line.strip(" :")]


def print_labels(reports: tuple[SourceReport, ...]) -> None:
    """Print how many speakers were new, and how many lines may begin with a missed label."""
    heading = "speakers not in config.yaml"
    new = {line.rpartition(" (")[0] for report in reports for line in report.sections[heading]}
    found = (_TURNS.search(line) for report in reports for line in report.sections["found"])
    turns = sum(int(match["turns"]) for match in found if match)
    unsure = sum(_NO_LABEL in line for report in reports for line in report.sections["unsure"])
    print(
        f"{len(new):,} speakers added to config.yaml; {turns:,} turns, and {unsure:,} lines that "
        f"may begin with a label ({unsure / (turns or 1):.2%})"
    )


def print_warnings(reports: tuple[SourceReport, ...]) -> None:
    """Print the warnings of the import, counted by kind."""
    warnings = Counter(
        re.sub(r"“.*?”|\d+|<.*>", "…", warning.split(": ", 1)[-1].strip())
        for report in reports
        for warning in report.sections["unsure"]
    )
    for warning, count in warnings.most_common():
        print(f"{count:7,}  {warning}")


def account(reports: tuple[SourceReport, ...], site: Path) -> int:
    """Print the number of words, and those lost or added; return the exit code."""
    shown = words_of_site(site)
    facts = facts_of_site(site)
    words, lost, added = 0, Counter[str](), Counter[str]()
    for report in reports:
        source, here = words_of_source(report), shown[report.slug]
        words += here.total()
        missing = source - here - facts[report.slug] - words_in(report.rejected_dates)
        unknown = here - source
        for name, difference in (("lost", missing), ("added", unknown)):
            if difference:
                print(f"{report.source}: {name}: {' '.join(sorted(difference.elements()))}")
        lost += missing
        added += unknown
    print(
        f"{words:,} words of {len(reports):,} sources are on the site, "
        f"{lost.total()} lost, {added.total()} added"
    )
    return 1 if lost or added else 0


def words_of_source(report: SourceReport) -> Counter[str]:
    """Count the words that were not left out or struck out, and of the front matter’s values."""
    text = report.source.read_text("utf-8")
    lines = [
        "" if number in report.left_out else line
        for number, line in enumerate(text.split("\n"), start=1)
    ]
    front, body = _split_front_matter(text, lines)
    values = yaml.load(front, Loader=yaml.BaseLoader) or {}
    facts = [_FULL_MINUTE.sub("", value) for value in values.values()]
    said = html.unescape(_TAG.sub("", _STRUCK.sub("", body)))
    return words_in([*facts, _ESCAPE.sub(r"\g<mark>", said)])


def _split_front_matter(text: str, lines: list[str]) -> tuple[str, str]:
    """Return the lines of the text's front matter, and those below it."""
    end = text.split("\n").index("---", 1)
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def words_of_site(site: Path) -> dict[str, Counter[str]]:
    """Count the words of each statement on the site, by its slug."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for paragraph in read_paragraphs(site / "data"):
        words[paragraph["statement"]] += words_in([paragraph["text"]])
    for page in sorted(site.glob("statements/*/index.html")):
        words[page.parent.name] += words_in(printed_beside(page))
    return words


def facts_of_site(site: Path) -> dict[str, Counter[str]]:
    """Count the words of each statement's facts, by its slug."""
    statements = json.loads((site / "data/statements.json").read_text("utf-8"))
    keys = ("title", "published", "occasion", "place", "with", "notes")
    return {
        one["id"]: words_in(
            [
                *(one[key] or "" for key in keys),
                *(value or "" for value in one["source"].values()),
                *_spellings(date.fromisoformat(one["date"])),
            ]
        )
        for one in statements
    }


def _spellings(day: date) -> tuple[str, str]:
    """Return the date as in front matter and as in text: `2021-09-24`, `September 24, 2021`."""
    return day.isoformat(), f"{day:%B} {day.day}, {day.year}"


def printed_beside(page: Path) -> Iterator[str]:
    """Yield the labels, notes, headings and link addresses on a statement's page."""
    root = etree.fromstring(page.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    for element in root.iter("p", "h2", "h3", "h4", "h5", "h6"):
        if element.get("class") in _PRINTED:
            yield "".join(element.itertext())
    # Above a question, the page has “Question 2” instead of the label “Q” or “Question:”.
    data = json.loads((page.parent / f"{page.parent.name}.json").read_text("utf-8"))
    labels = (exchange["question"].get("attribution", "") for exchange in data["exchanges"])
    yield from filter(_REPLACED.fullmatch, labels)
    for block in root.iterfind(".//div[@class='words']"):
        yield from (link.get("href", "") for link in block.iter("a"))


def words_in(texts: Iterable[str]) -> Counter[str]:
    """Count the words and numbers in the texts."""
    return Counter(word for text in texts for word in _WORD.findall(_CONTROLS.sub("", text)))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--account", report, site]:
            reports = tuple(read_report(Path(report).read_text("utf-8")))
            sys.exit(account(reports, Path(site)))
        case [briefings, project]:
            sys.exit(main(Path(briefings), Path(project)))
        case _:
            sys.exit(__doc__)
