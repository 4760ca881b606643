"""The archive of the whole collection, joined from an archive of each statement.

In the archive, the description of the tables is at the top beside them, and transcripts are in a
folder as in a project; statements in other formats have the names that they have on the site. The
bytes depend on nothing but the content, and a statement is compressed only once.
"""

import struct
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold
_RIGHTS = 0o100644 << 16
_UNIX = 3
_LEVEL = 2  # a quarter of the time of the usual 6 for an eighth more bytes
# APPNOTE.TXT of ZIP, 4.3.12 and 4.3.16: an entry of the directory, and what ends the archive
_ENTRY = struct.Struct("<4s24xHHH8xI")
_END = struct.Struct("<4sHHHHIIH")


def archive_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of the files, by their names on the site without `data/`."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, file in files:
            info = ZipInfo(name.removeprefix("data/"), _NO_TIME)
            info.compress_type = ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = _RIGHTS
            archive.writestr(info, file, compresslevel=_LEVEL)
    return content.getvalue()


def joined(archives: Iterable[bytes]) -> bytes:
    """Return one archive with the files of several; together they are below 4 GB."""
    files, directory = BytesIO(), BytesIO()
    count = 0
    for archive in archives:
        *_, entries, size, start, _ = _END.unpack(archive[-_END.size :])
        directory.write(_moved(archive[start : start + size], files.tell()))
        files.write(archive[:start])
        count += entries
    end = _END.pack(
        b"PK\5\6", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), directory.tell(), files.tell(), 0
    )
    return files.getvalue() + directory.getvalue() + end


def _moved(directory: bytes, distance: int) -> bytes:
    """Return the entries of a directory, for files that are further back in the archive."""
    entries = bytearray(directory)
    place = 0
    while place < len(entries):
        _, name, extra, comment, start = _ENTRY.unpack_from(entries, place)
        struct.pack_into("<I", entries, place + _ENTRY.size - 4, start + distance)
        place += _ENTRY.size + name + extra + comment
    return bytes(entries)
