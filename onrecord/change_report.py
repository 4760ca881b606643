"""Reports what a change of a project does to its site, for the command `changes`.

The report is Markdown for a comment on a pull request. Whatever comes from the project is in code
blocks, where it has no effect as Markdown, as HTML or as a mention.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.checks.check_content import check_content
from onrecord.checks.check_report import Report
from onrecord.errors import ContentError
from onrecord.pipeline import build_site
from onrecord.publish.page_links import read_links
from onrecord.urls import STATEMENTS
from onrecord.work.steps import Steps

_MOST = 30  # lines of a list
_ANCHOR = re.compile(r"p\d+|answer-\d+")
_BACKTICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class Changes:
    """How the site after a change differs from the one before."""

    report: Report  # on the project after the change
    warnings: tuple[str, ...]  # those that the project did not have before
    new: tuple[str, ...] = ()  # new addresses: pages of statements, and anchors on them
    gone: tuple[str, ...] = ()  # addresses that there were before
    pages: tuple[str, ...] = ()  # pages that are new or have changed
    is_compared: bool = True  # false if one of the two sites could not be built


def find_changes(before: Path, after: Path, *, steps: Steps) -> Changes:
    """Return what changes between two versions of a project; neither folder is written to."""
    earlier = check_content(before, site=before / "site", steps=steps)
    report = check_content(after, site=after / "site", steps=steps)
    known = {(one.path, one.name, one.found) for one in earlier.warnings}
    new = [one for one in report.warnings if (one.path, one.name, one.found) not in known]
    warnings = tuple(map(str, new))
    was, now = _built(before, steps), _built(after, steps)
    if was is None or now is None:
        return Changes(report, warnings, is_compared=False)
    return Changes(
        report,
        warnings,
        new=tuple(sorted(_addresses(now) - _addresses(was), key=_in_order)),
        gone=tuple(sorted(_addresses(was) - _addresses(now), key=_in_order)),
        pages=tuple(sorted(one for one, content in now.items() if was.get(one, "") != content)),
    )


def as_markdown(changes: Changes) -> str:
    """Return the report."""
    report = changes.report
    parts = chain(
        _section("error", [str(error) for error in report.errors]),
        ["The two sites cannot be compared, because one of them cannot be built.\n"]
        if not changes.is_compared
        else [],
        _section("new address", changes.new),
        _section("lost address", changes.gone),
        _section("new warning", changes.warnings),
        _section(
            "page affected",
            [address or "(the home page)" for address in changes.pages],
            plural="pages affected",
        ),
    )
    return "## What this change does\n\n" + ("\n".join(parts) or "Nothing on the site changes.\n")


def _section(name: str, lines: Sequence[str], *, plural: str = "") -> Iterator[str]:
    if lines:
        title = name if len(lines) == 1 else plural or f"{name}{'es' if name[-1] == 's' else 's'}"
        yield f"### {len(lines):,} {title}\n\n{_block(lines)}\n"


def _block(lines: Sequence[str]) -> str:
    shown = [*lines[:_MOST]]
    if len(lines) > _MOST:
        shown.append(f"… and {len(lines) - _MOST:,} more")
    text = "\n".join(line.replace("\n", " ") for line in shown)
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _built(project: Path, steps: Steps) -> dict[str, str] | None:
    """Return a hash of each page of a project's site by address, or None if it cannot be built.

    The addresses of parts of statements are there too; they have no hash.
    """
    with TemporaryDirectory(prefix="on-record-") as folder:
        out = Path(folder, "site")
        try:
            build_site(project, out, steps=steps, is_published=False)
        except ContentError:
            return None
        found: dict[str, str] = {}
        for path in out.rglob("*.html"):
            address = path.relative_to(out).as_posix().removesuffix("index.html")
            content = path.read_bytes()
            found[address] = sha256(content).hexdigest()
            if address.startswith(STATEMENTS) and address.count("/") == 2:  # the whole statement
                ids = filter(_ANCHOR.fullmatch, read_links(content).ids)
                found |= {f"{address}#{one}": "" for one in ids}
        return found


def _addresses(site: Iterable[str]) -> set[str]:
    """Return the addresses of statements and of their parts."""
    return {address for address in site if address.startswith(STATEMENTS)}


def _in_order(address: str) -> list[tuple[str, int]]:
    """Return what sorts p9 before p10."""
    return [(text, int(number or 0)) for text, number in re.findall(r"(\D+)(\d*)", address)]
