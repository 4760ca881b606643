"""Reads versions of the permalink record from git: the history, the sides of a merge."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryFile

from onrecord.content.project import CONFIG, OLD_RECORDS, RECORDS

_ADDED = re.compile(rb":\d+ \d+ [0-9a-f]+ (?P<blob>[0-9a-f]+) [AMT]")
_CHANGED = re.compile(rb":[1-9]\d+ \d+ (?P<blob>[0-9a-f]+) [0-9a-f]+ [DMTU]")
_RENAMED = re.compile(rb"\s*R\d+")
_UNMERGED = re.compile(rb"\d+ (?P<blob>[0-9a-f]+) (?P<stage>[123])\t(?P<path>.+)", re.DOTALL)

# In a hook, git names the repository by a path from another folder.
_OF_HOOKS = {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"}

Sides = tuple[str, str, str]  # the texts in the common ancestor and in both branches; "" if none


def head_of(project: Path) -> str:
    """Return the current commit; empty without one, or if the project is in no repository."""
    return run_git(project, "rev-parse", "HEAD").decode().strip()


def unread_history(project: Path) -> str:
    """Return why the history of the project is not known as a whole; empty if it is."""
    if not _has_repository(project):
        return ""
    is_shallow = run_git(project, "rev-parse", "--is-shallow-repository").decode().strip()
    return {"false": "", "true": "shallow"}.get(is_shallow, "unreadable")


def has_ancestor(project: Path, commit: str, ancestor: str) -> bool:
    """True if the ancestor is in the history of the commit."""
    return run_git(project, "merge-base", ancestor, commit).decode().strip() == ancestor


def read_committed(
    project: Path, revisions: str = "HEAD", *, is_own: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield name and text of each version of a file of the record in git, the newest first.

    With `is_own`, only those of the branch itself, without what was merged into it.
    """
    branches = "--first-parent" if is_own else "--full-history"
    log = f"log {branches} -m --raw --no-abbrev --no-renames -z --format=".split()
    places = (RECORDS, OLD_RECORDS, *_former_places(project))
    listed = run_git(project, *log, revisions, "--", *places)
    found = dict[tuple[str, bytes], None]()  # in this order
    parts = iter(listed.split(b"\0"))
    for part in parts:
        if not part.startswith(b":"):  # between two commits
            continue
        name, added = PurePosixPath(os.fsdecode(next(parts))).name, _ADDED.fullmatch(part)
        if added:
            found[name, added["blob"]] = None
    texts = _read_blobs(project, [blob for _, blob in found])
    yield from zip((name for name, _ in found), texts, strict=True)


def _former_places(project: Path) -> Iterator[str]:
    """Yield where the record was before the project was moved in its repository, for git."""
    log = ["log", "--follow", "--diff-filter=R", "--name-status", "-z", "--format=", "--"]
    listed = run_git(project, *log, CONFIG)
    parts = iter(listed.split(b"\0"))
    for part in parts:
        if _RENAMED.fullmatch(part):  # its old name and its new one follow
            folder = PurePosixPath(os.fsdecode(next(parts))).parent
            yield from (f":(top,literal){folder / name}" for name in (RECORDS, OLD_RECORDS))
            next(parts)


def read_conflicts(project: Path) -> dict[str, Sides]:
    """Return the sides of each file of the record that git could not merge, by its name."""
    listed = run_git(project, "ls-files", "--unmerged", "-z", "--", RECORDS, OLD_RECORDS)
    sides: dict[str, list[str]] = {}
    found = [match for part in listed.split(b"\0") if (match := _UNMERGED.fullmatch(part))]
    texts = _read_blobs(project, [match["blob"] for match in found])
    for match, text in zip(found, texts, strict=True):
        name = PurePosixPath(os.fsdecode(match["path"])).name
        sides.setdefault(name, ["", "", ""])[int(match["stage"]) - 1] = text
    return {name: (base, ours, theirs) for name, (base, ours, theirs) in sides.items()}


def read_published(project: Path) -> dict[str, str]:
    """Return the published version of each file of the record that is another one now, by name.

    What is on the main branch of the remote repository is published. Without one, it is what was
    committed.
    """
    commit = run_git(project, "rev-parse", "--verify", "origin/HEAD").decode().strip()
    diff = ["diff", "--raw", "--no-abbrev", "--no-renames", "-z"]
    listed = run_git(project, *diff, commit or "HEAD", "--", RECORDS, OLD_RECORDS)
    parts = iter(listed.split(b"\0"))
    found = {
        PurePosixPath(os.fsdecode(path)).name: match["blob"]
        for part, path in zip(parts, parts, strict=False)
        if (match := _CHANGED.fullmatch(part))
    }
    return dict(zip(found, _read_blobs(project, [*found.values()]), strict=True))


def run_git(project: Path, *arguments: str) -> bytes:
    """Return what git prints; nothing if the project is in no repository, or git fails."""
    if not _has_repository(project):
        return b""
    try:
        return subprocess.run(
            _git(project, *arguments), stdout=PIPE, stderr=DEVNULL, check=True, env=_read_only()
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""


def _has_repository(project: Path) -> bool:
    return any((folder / ".git").exists() for folder in (project, *project.parents))


def _read_only() -> dict[str, str]:
    """Return the environment of a git that writes nothing, and finds the repository by itself."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    return kept | {"GIT_OPTIONAL_LOCKS": "0"}


def _git(project: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(project), *arguments]


def _read_blobs(project: Path, blobs: Sequence[bytes]) -> Iterator[str]:
    """Yield the texts of blobs in the repository, in order."""
    if not blobs:
        return
    with TemporaryFile() as names:  # a pipe could fill up before git is read
        names.write(b"\n".join(blobs))
        names.seek(0)
        command = _git(project, "cat-file", "--batch")
        with subprocess.Popen(
            command, stdin=names, stdout=PIPE, stderr=DEVNULL, env=_read_only()
        ) as git:
            assert git.stdout is not None
            for first in git.stdout:  # 35b00ef… blob 9725
                size = int(first.split()[-1])
                yield git.stdout.read(size + 1)[:size].decode("utf-8", "replace")
