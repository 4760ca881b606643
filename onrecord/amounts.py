"""Words for amounts, as the command line prints them."""

from collections.abc import Sequence


def counted(number: int, name: str) -> str:
    """Return `1 page` or `1,000 pages`."""
    return f"{number:,} {name}" + ("" if number == 1 else "s")


def counted_or_none(number: int, name: str) -> str:
    """Return `no pages`, `1 page` or `1,000 pages`."""
    return counted(number, name) if number else f"no {name}s"


def numbered(name: str, numbers: Sequence[int]) -> str:
    """Return `line 5` or `lines 5, 9`."""
    return f"{name}{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"


def in_bytes(number: int) -> str:
    """Return `900 bytes`, `1.4 KB` or `20.0 MB`, in thousands and millions."""
    if number < 1000:
        return counted(number, "byte")
    return f"{number / 1e6:,.1f} MB" if number >= 1e6 else f"{number / 1e3:.1f} KB"
