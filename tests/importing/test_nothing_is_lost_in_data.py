"""Every line, cue, cell and element of a source of data is accounted for once."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from email.message import EmailMessage
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.content.layouts import Layout
from onrecord.errors import ContentError
from onrecord.importing.convert import Imported, convert_source
from onrecord.importing.exported import Exported
from onrecord.importing.read_source import read_sources
from onrecord.model import Config
from tests.importing.documents import paragraph, pdf_document, run, text_page, word_document
from tests.importing.test_nothing_is_lost import errors_of

WORD = st.text("abcdéяא漢123'-.,:?!", min_size=1, max_size=6)
SPOKEN = st.one_of(
    st.lists(WORD, min_size=1, max_size=6).map(" ".join),
    st.sampled_from(
        [
            "ANNA BERG: Good evening.",
            ">> Anna Berg: Yes.",
            ">> Thank you.",
            "true? >> It is. >>> In other news",
            "- Is it? - It is.",
            "- No.",
            "[music]",
            "♪ la la ♪",
            "SPEAKER_00: hello",
            "Photo: a bridge",
            "so today we will",
            "42",
            "(smiling) Anna Berg: No",
            "Berg/Hill: Yes",
            "[HON. MEMBERS: No!] He will.",
            "* * *",
            "# one",
            "> two",
            "1. three",
            "\\*four\\*",
        ]
    ),
)
NAMES = st.one_of(
    st.none(),
    st.sampled_from(
        ["Anna Berg", "SPEAKER_01", "Tom Hill (SPD)", "Q", "A: B", "(x)", "*", "Sergey Lavrov"]
    ),
    WORD,
)
FURNITURE = st.sampled_from(
    [
        "",
        "1",
        "WEBVTT",
        "NOTE x",
        "STYLE",
        "REGION",
        "00:01.000 --> 00:02.000",
        "00:00:02,000 --> 00:00:03,500 align:start",
        "00:00:03,500 --> 00:00:09,000",
        "x --> y",
    ]
)
CAPTIONS = st.lists(st.one_of(SPOKEN, FURNITURE), min_size=1, max_size=20)


def imported(
    data: bytes, name: str, config: Config, layouts: Mapping[str, Layout]
) -> list[Imported]:
    """Import every statement of a file that has text."""
    found = []
    with suppress(ContentError):
        for source in read_sources(data, name):
            assert not isinstance(source, Exported)
            found.append(convert_source(source, config=config, layouts=layouts))
    return found


def letters(text: str) -> str:
    return "".join(text.split())


def words(found: list[Imported]) -> Counter[str]:
    return Counter(
        word for one in found for entry in one.entries for word in entry.line.text.split()
    )


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
@given(lines=CAPTIONS)
def test_every_line_of_a_caption_file_is_accounted_for_once(
    name: str, lines: list[str], config: Config, layouts: Mapping[str, Layout]
) -> None:
    for found in imported("\n".join(lines).encode(), name, config, layouts):
        got: dict[int, str] = {}
        for entry in found.entries:
            number = entry.line.number
            got[number] = got.get(number, "") + letters(entry.line.text)
        assert got == {number: letters(line) for number, line in enumerate(lines, 1)}
        assert errors_of(found) == []


@given(segments=st.lists(st.tuples(NAMES, SPOKEN, st.floats(0, 99)), min_size=1, max_size=12))
def test_every_segment_of_recognised_speech_is_accounted_for_once(
    segments: list[tuple[str | None, str, float]], config: Config, layouts: Mapping[str, Layout]
) -> None:
    listed = [
        {"start": start, "end": start + 1, "text": text, **({"speaker": name} if name else {})}
        for name, text, start in segments
    ]
    data = json.dumps({"segments": listed}).encode()
    for found in imported(data, "a.json", config, layouts):
        wanted = Counter(word for _, text, _ in segments for word in text.split())
        assert words([found]) == wanted
        assert errors_of(found) == []


@given(
    rows=st.lists(st.tuples(NAMES, SPOKEN, st.sampled_from(["", "One", "Two"])), min_size=1),
    delimiter=st.sampled_from(",;\t|"),
)
def test_every_cell_of_a_table_is_accounted_for_once(
    rows: list[tuple[str | None, str, str]],
    delimiter: str,
    config: Config,
    layouts: Mapping[str, Layout],
) -> None:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow(["Speaker", "Text", "Title", "Remark"])
    writer.writerows((name or "", f"{text}\n{text}", title, "x") for name, text, title in rows)
    found = imported(target.getvalue().encode(), "a.csv", config, layouts)
    cells = [cell for name, text, title in rows for cell in (name or "", text, text, title, "x")]
    statements = len({title for _, _, title in rows})
    if len(found) == statements:
        header = Counter(dict.fromkeys(("Speaker", "Text", "Title", "Remark"), statements))
        assert words(found) == header + Counter(word for cell in cells for word in cell.split())
        assert [errors_of(one) for one in found] == [[]] * statements


@given(
    lines=st.lists(st.one_of(SPOKEN, st.sampled_from(["", "> quoted", "-- ", "> "])), max_size=12)
)
def test_every_line_of_a_message_is_accounted_for_once(
    lines: list[str], config: Config, layouts: Mapping[str, Layout]
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.example", "Remarks", "today"
    message.set_content("\n".join(lines))
    for found in imported(message.as_bytes(), "a.eml", config, layouts):
        text = [entry.line.text for entry in found.entries][len(message.items()) :]
        assert "\n".join(text).rstrip("\n") == "\n".join(lines).rstrip("\n")
        assert errors_of(found) == []


ELEMENTS = st.recursive(
    SPOKEN.map(lambda text: (text, escape(text))),
    lambda inner: st.tuples(
        st.sampled_from(
            ["speech", "from", "p", "i", "remark", "heading", "scene", "question", "answer", "num",
             "debateSection", "narrative", "meta", "eol", "item"]
        ),
        st.lists(inner, max_size=3),
    ).map(
        lambda made: (
            " ".join(text for text, _ in made[1]),
            f"<{made[0]} by='#x'> {' '.join(code for _, code in made[1])} </{made[0]}>",
        )
    ),
    max_leaves=14,
)  # fmt: skip


@given(elements=st.lists(ELEMENTS, min_size=1, max_size=5))
def test_every_word_of_a_debate_is_accounted_for_once(
    elements: list[tuple[str, str]], config: Config, layouts: Mapping[str, Layout]
) -> None:
    body = " ".join(code for _, code in elements)
    data = f"<akomaNtoso><debate><debateBody>{body}</debateBody></debate></akomaNtoso>"
    wanted = letters("".join(text for text, _ in elements))
    for found in imported(data.encode(), "a.xml", config, layouts):
        got = letters("".join(entry.line.text for entry in found.entries))
        bracketed = str.maketrans("", "", "[]")
        assert Counter(got.translate(bracketed)) == Counter(wanted.translate(bracketed))
        assert errors_of(found) == []


@given(
    texts=st.lists(
        st.lists(st.tuples(SPOKEN, st.sampled_from(["", "<w:b/>", "<w:i/>"]))), max_size=6
    )
)
def test_every_word_of_a_word_document_is_accounted_for_once(
    texts: list[list[tuple[str, str]]], config: Config, layouts: Mapping[str, Layout]
) -> None:
    body = "".join(
        paragraph(*(run(f"{escape(text)} ", kind) for text, kind in parts)) for parts in texts
    )
    for found in imported(word_document(body), "a.docx", config, layouts):
        wanted = Counter(word for parts in texts for text, _ in parts for word in text.split())
        assert words([found]) == wanted
        assert errors_of(found) == []


LATIN = st.lists(st.text("abcdef123.,:?!'-", min_size=1, max_size=8), min_size=1, max_size=8)


@given(pages=st.lists(st.lists(LATIN.map(" ".join), max_size=20), min_size=1, max_size=3))
def test_every_letter_of_a_pdf_is_accounted_for_once(
    pages: list[list[str]], config: Config, layouts: Mapping[str, Layout]
) -> None:
    data = pdf_document([text_page(lines) for lines in pages])
    for found in imported(data, "a.pdf", config, layouts):
        got = letters("".join(entry.line.text for entry in found.entries))
        assert got == letters("".join(line for lines in pages for line in lines))
        assert errors_of(found) == []


FILES = {
    "a.pdf": pdf_document([text_page(["Remarks", "", "Roe: Yes."])]),
    "a.docx": word_document(paragraph("Roe: Yes.")),
    "a.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Roe>Yes &amp; no.\n",
    "a.srt": b"1\n00:00:01,000 --> 00:00:02,000\n<i>Roe: Yes.</i>\n",
    "a.json": b'{"segments": [{"start": 1, "speaker": "Roe", "text": "Yes."}]}',
    "a.csv": b'speaker,text\nRoe,"Yes."\n',
    "a.eml": b"From: a@b\nSubject: x\nDate: y\nContent-Type: text/html\n\n<p>Roe: Yes.</p>\n",
    "a.mbox": b"From a\nFrom: a@b\n\nYes.\n\nFrom b\nFrom: c@d\n\nNo.\n",
    "a.xml": b"<publicwhip><speech speakername='Roe'><p>Yes.</p></speech></publicwhip>",
    "a.md": b"---\ntitle: x\n---\n### Roe:\n\nYes.\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_imported_or_refused_but_never_a_crash(
    name: str, config: Config, layouts: Mapping[str, Layout]
) -> None:
    chance = random.Random(12)
    for _ in range(150):
        data = bytearray(FILES[name])
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place : place + chance.randint(1, 30)]
                case 2:
                    data[place:place] = chance.choice([b"\0", b"\xff", b"<", b'"', b"\r", b"\n\n"])
                case _:
                    data = data[: max(place, 1)]
            if not data:
                break
        imported(bytes(data), name, config, layouts)
