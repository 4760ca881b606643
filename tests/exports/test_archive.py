"""Archives are joined without compressing anything again, into what zipfile would write at once."""

from io import BytesIO
from itertools import repeat
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from onrecord.exports.archive import archive_of, joined
from tests.support.corpora import real_corpus
from tests.support.repository import ROOT
from tests.support.sites import formats_of

Files = list[tuple[str, bytes]]
names = st.text("abcé/字.", min_size=1, max_size=12)
contents = st.binary(max_size=60) | st.binary(min_size=1, max_size=8).map(lambda part: part * 2_000)


def read(archive: bytes) -> Files:
    with ZipFile(BytesIO(archive)) as found:
        assert found.testzip() is None
        return [(one.filename, found.read(one)) for one in found.filelist]


@given(st.lists(st.tuples(names, contents), unique_by=lambda file: file[0]), st.data())
def test_archives_are_joined_into_the_bytes_of_one_written_at_once(
    files: Files, data: st.DataObject
) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(files)), max_size=4)))
    parts = [files[a:b] for a, b in zip([0, *places], [*places, len(files)], strict=True)]

    whole = joined(archive_of(part) for part in parts)

    assert whole == archive_of(files)
    assert read(whole) == [(name.removeprefix("data/"), content) for name, content in files]


def test_an_archive_has_nothing_or_sixty_thousand_files() -> None:
    one = archive_of([("a.txt", b"a")])

    assert read(joined([])) == []
    with ZipFile(BytesIO(joined(repeat(one, 60_000)))) as found:
        assert found.namelist() == ["a.txt"] * 60_000
        assert found.read(found.filelist[-1]) == b"a"


def test_tables_are_at_the_top_of_the_archive() -> None:
    held = archive_of([("data/statements.csv", b"a"), ("statements/x/x.txt", b"b")])

    assert read(held) == [("statements.csv", b"a"), ("statements/x/x.txt", b"b")]


def test_tables_and_texts_are_less_than_half_as_large_in_an_archive() -> None:
    corpus = real_corpus()
    texts = {one.path: (ROOT / "transcripts" / one.path) for one in corpus.statements}
    files = dict(formats_of(corpus, {path: at.read_text("utf-8") for path, at in texts.items()}))
    with ZipFile(BytesIO(files["data/collection.zip"])) as found:
        sizes = [(one.compress_size, one.file_size) for one in found.filelist]
    assert len(sizes) == 3 + 5 * len(corpus.statements)
    assert all(2 * compressed < size for compressed, size in sizes)
