"""Keeps compiled templates in the user's cache: to compile them takes longer than to print a page.

Jinja finds out by itself if a template, Python or Jinja has changed since.
"""

from __future__ import annotations

from contextlib import suppress

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from onrecord import resources
from onrecord.work.keys import key_of_code


def compiled_templates() -> BytecodeCache | None:
    """Return the templates that this version has compiled before; None if none can be kept."""
    cache = resources.user_cache()
    if cache is None:
        return None
    folder = cache / "templates"
    ours = key_of_code()[:12]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in folder.iterdir():
            if not path.name.startswith(ours):  # another version's, which may compile otherwise
                with suppress(OSError):  # another process may have removed it
                    path.unlink()
        return _Cache(str(folder), f"{ours}-%s")
    except OSError:
        return None


class _Cache(FileSystemBytecodeCache):
    """Files in a folder; not to be able to write one only costs time."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
