"""Which bytes of a file a Range header requests, and how the preview's server answers."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from onrecord.preview.byte_ranges import UnsatisfiableRangeError, requested_range
from onrecord.preview.server import LiveSite, previewing


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-", range(10)),
        ("bytes=2-4", range(2, 5)),
        ("bytes=2-99", range(2, 10)),
        ("bytes=9-9", range(9, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        (" bytes = 0 - 1 ", range(2)),
    ],
)
def test_a_range_is_read(header: str, expected: range) -> None:
    assert requested_range(header, 10) == expected


@pytest.mark.parametrize(
    "header",
    [None, "", "bytes=", "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b"],
)
def test_a_header_that_is_not_understood_is_ignored(header: str | None) -> None:
    assert requested_range(header, 10) is None


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_bytes_that_a_file_does_not_have_are_refused(header: str) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        requested_range(header, 10)


def test_an_empty_file_has_no_bytes() -> None:
    with pytest.raises(UnsatisfiableRangeError):
        requested_range("bytes=0-", 0)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[HTTPConnection]:
    """Return a connection to a server with a recording, and a file in memory."""
    recording = tmp_path / "talk.wav"
    recording.write_bytes(bytes(range(250)) * 1_000)
    site = LiveSite()
    files = {"talk.wav": recording, "gone.mp3": tmp_path / "gone.mp3", "a.txt": b"0123456789"}
    site.show(files.get)
    with previewing(site, port=0) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        client = HTTPConnection("127.0.0.1", server.server_port)
        yield client
        client.close()
        server.shutdown()
        thread.join()


def get(client: HTTPConnection, name: str, method: str = "GET", **headers: str) -> HTTPResponse:
    client.request(method, f"/{name}", headers={k.replace("_", "-"): v for k, v in headers.items()})
    return client.getresponse()


def test_a_part_of_a_recording_is_sent(connection: HTTPConnection) -> None:
    response = get(connection, "talk.wav", Range="bytes=100000-100004")

    assert (response.status, response.read()) == (206, bytes([0, 1, 2, 3, 4]))
    assert response.headers["Content-Range"] == "bytes 100000-100004/250000"
    assert response.headers["Content-Length"] == "5"
    assert response.headers["Content-Type"] == "audio/wav"


def test_a_whole_recording_is_sent(connection: HTTPConnection) -> None:
    response = get(connection, "talk.wav")

    assert (response.status, len(response.read())) == (200, 250_000)
    assert response.headers["Accept-Ranges"] == "bytes"


def test_a_part_of_any_other_file_is_sent(connection: HTTPConnection) -> None:
    response = get(connection, "a.txt", Range="bytes=-2")

    assert (response.status, response.read()) == (206, b"89")


def test_the_length_of_a_part_is_sent_without_it(connection: HTTPConnection) -> None:
    response = get(connection, "talk.wav", "HEAD", Range="bytes=0-9")

    assert (response.status, response.headers["Content-Length"], response.read()) == (
        206,
        "10",
        b"",
    )


def test_a_part_beyond_the_end_is_refused(connection: HTTPConnection) -> None:
    response = get(connection, "talk.wav", Range="bytes=250000-")

    assert (response.status, response.read()) == (416, b"")
    assert response.headers["Content-Range"] == "bytes */250000"


def test_a_condition_that_cannot_be_checked_gets_the_whole_file(
    connection: HTTPConnection,
) -> None:
    response = get(connection, "a.txt", Range="bytes=0-1", If_Range='"x"')

    assert (response.status, response.read()) == (200, b"0123456789")


def test_a_recording_that_is_gone_is_not_found(connection: HTTPConnection) -> None:
    assert get(connection, "gone.mp3", Range="bytes=0-1").status == 404
