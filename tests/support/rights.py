"""Rights of files, which the system does not check for the user root."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION = 0x20080522  # of what capget and capset take
_IGNORE_RIGHTS = 0b110  # the capabilities CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("thread", ctypes.c_int))


class _Capabilities(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def checked_rights() -> Iterator[None]:
    """Let the system check the rights of files in this thread, even if the user is root."""
    if os.geteuid() != 0:
        yield
        return
    system = ctypes.CDLL(None, use_errno=True)
    header, both = _Header(_VERSION, 0), (_Capabilities * 2)()
    _succeed(system.capget(ctypes.byref(header), both))
    before = both[0].effective
    both[0].effective = before & ~_IGNORE_RIGHTS
    _succeed(system.capset(ctypes.byref(header), both))
    try:
        yield
    finally:
        both[0].effective = before
        _succeed(system.capset(ctypes.byref(header), both))


def _succeed(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "the rights of this thread cannot be changed")
