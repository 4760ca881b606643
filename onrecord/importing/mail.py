"""Reads messages: a file of one (EML) or of many (MBOX), as press offices send them."""

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from onrecord.importing.encodings import decode
from onrecord.importing.source import Fact, Line, Source
from onrecord.word_lists import any_word, word_list

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]?[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*")
_OF_MAIL = (b"from", b"date", b"subject", b"received", b"message-id", b"mime-version", b"to",
            b"return-path", b"delivered-to", b"content-type")  # fmt: skip
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n(?=[A-Za-z-]+:)")
_MEANINGS = {"from": "publisher", "date": "date", "subject": "title"}  # of headers
_FORWARDED = re.compile(r"[\s>]*-{2,}\s*[^\W\d_][^\n]{5,60}?\s*-{2,}\s*")
_SIGNATURE = re.compile(r"-- ?")
_FIELD = re.compile(r"[\s>*]*(?P<key>[^\W\d_][\w -]{0,20}?)\s?:\*?\s?(?P<value>.*)")
_MESSAGE = "message/rfc822"  # a message that is attached to another
_MOST_PARTS = 200  # of one message, and of messages within messages


def is_mail(data: bytes) -> bool:
    """True if the bytes begin like a message or like many."""
    if _SEPARATOR.match(data):
        return True
    keys: list[bytes] = []
    at = 0
    while found := _HEADER.match(data, at):
        keys.append(found[0].split(b":")[0].lower())
        at = found.end()
    is_whole = data[at : at + 1] in {b"\n", b"\r", b""}
    return is_whole and len({key for key in keys if key in _OF_MAIL}) >= 3 and b"from" in keys


def read_mail(data: bytes, name: str) -> Iterator[Source]:
    """Yield the Source of each message in the file, and of those attached to it."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    begins = [match.span() for match in _SEPARATOR.finditer(data)]
    if not begins or begins[0][0] != 0:
        yield from _sources(_message(data), name)
        return
    ends = [start for start, _ in begins[1:]] + [len(data)]
    for number, ((_, start), end) in enumerate(zip(begins, ends, strict=True), 1):
        whole = re.sub(rb"(?m)^>(>*From )", rb"\1", data[start:end])
        shown = name if len(begins) == 1 else f"{name}, message {number}"
        yield from _sources(_message(whole), shown)


def _message(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def _sources(message: EmailMessage, name: str) -> Iterator[Source]:
    parts = [*_parts(message)]
    body, others = _body(part for part in parts if part.get_content_type() != _MESSAGE)
    source = _source(body, name)
    named = (
        f"{one.get_filename() or 'without a name'} ({one.get_content_type()})" for one in others
    )
    beside = [Line(1, text, outside="an attachment of the message") for text in named]
    stated = {**_stated(message), **source.stated}
    yield replace(source, lines=(*_headers(message), *source.lines, *beside), stated=stated)
    attached = (part for part in parts if part.get_content_type() == _MESSAGE)
    messages = (one for part in attached for one in _inside(part))
    for number, one in enumerate(messages, 1):
        yield from _sources(cast(EmailMessage, one), f"{name}, attached message {number}")


def _body(parts: Iterable[Message]) -> tuple[tuple[str, str], list[Message]]:
    """Return the text of a message with its kind, and the parts that are not read."""
    texts: dict[str, list[str]] = {"plain": [], "html": []}
    others: list[Message] = []
    for part in parts:
        kind = part.get_content_subtype()
        is_file = part.get_content_disposition() == "attachment"
        if part.get_content_maintype() == "text" and kind in texts and not is_file:
            texts[kind].append(_decoded(part))
        else:
            others.append(part)
    plain = "\n".join(texts["plain"])
    html = "\n".join(texts["html"])
    kind = "html" if html.strip() and len(plain.split()) < 0.5 * len(html.split("<")) else "plain"
    if not plain.strip() or not html.strip():
        kind = "plain" if plain.strip() else "html"
    return (plain if kind == "plain" else html, kind), others


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that are no containers; an attached message is one part."""
    queue: list[Message] = [message]
    for _ in range(_MOST_PARTS):
        if not queue:
            return
        part = queue.pop(0)
        if part.is_multipart() and part.get_content_type() != _MESSAGE:
            queue[:0] = _inside(part)
        else:
            yield part


def _inside(part: Message) -> list[Message]:
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, Message)] if isinstance(inside, list) else []


def _decoded(part: Message) -> str:
    """Return the text of a part, by the encoding that it states or one that fits."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        text = data.decode(charset) if charset else decode(data, "")[0]
    except (LookupError, UnicodeDecodeError):
        text = decode(data, "")[0] if data else ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _source(body: tuple[str, str], name: str) -> Source:
    text, kind = body
    if kind == "html":
        from onrecord.importing.html_page import read_page

        return read_page(text, name, (), is_whole=True)
    lines, stated = _text_lines(text.split("\n"))
    return Source(name, "text", tuple(lines), stated)


def _text_lines(texts: list[str]) -> tuple[list[Line], dict[str, Fact]]:
    """Return the lines of a text, without what it quotes, its signature, and the forwarder."""
    begin, end, stated = _forwarded(texts)
    lines: list[Line] = []
    is_signed = False
    for place, text in enumerate(texts):
        why = ""
        is_signed = is_signed or (place > end and _SIGNATURE.fullmatch(text) is not None)
        if place < begin and text.strip():
            why = "above a forwarded message"
        elif begin <= place < end and text.strip():
            why = "the head of a forwarded message"
        elif is_signed:
            why = "the signature of the message"
        elif begin < 0 and (text.startswith(">") or _announces_quotation(texts, place)):
            why = "quoted from another message"
        lines.append(Line(place + 1, text, outside=why))
    return lines, stated


def _announces_quotation(texts: list[str], place: int) -> bool:
    """True for `On 3 March 2022, Jane Roe wrote:` above quoted lines."""
    below = next((text for text in texts[place + 1 :] if text.strip()), "")
    return texts[place].rstrip().endswith((":", "：")) and below.startswith(">")


def _forwarded(texts: list[str]) -> tuple[int, int, dict[str, Fact]]:
    """Return where the head of a forwarded message begins and ends, and what it states."""
    for begin, text in enumerate(texts):
        if not _FORWARDED.fullmatch(text):
            continue
        stated: dict[str, Fact] = {}
        end = begin + 1
        while end < len(texts) and not texts[end].strip():
            end += 1
        while end < len(texts) and (found := _FIELD.fullmatch(texts[end])):
            key = _header_of(found["key"])
            if key:
                stated |= _fact(key, found["value"].strip(" *"), f"line {end + 1}")
            end += 1
        if len(stated) >= 2:
            return begin, end, stated
    return -1, -1, {}


def _header_of(printed: str) -> str:
    """Return the header that a word stands for: `Von` is `from`."""
    folded = printed.casefold().strip()
    return next((key for key in _MEANINGS if folded in word_list("mail_words", key)), "")


def _headers(message: EmailMessage) -> Iterator[Line]:
    for number, (key, raw) in enumerate(message.raw_items(), 1):
        read = _MEANINGS.get(key.lower())
        why = f"read as {read}" if read else "a header of the message"
        yield Line(number, f"{key}: {_header_text(message, key, raw)}", outside=why)


def _header_text(message: EmailMessage, key: str, raw: object) -> str:
    """Return a header's text, decoded; as it was typed where email cannot parse it."""
    try:
        value = str(message.policy.header_fetch_parse(key, cast(str, raw)))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        value = str(raw)
    return " ".join(value.split())


def _stated(message: EmailMessage) -> dict[str, Fact]:
    stated: dict[str, Fact] = {}
    headers = {name.lower(): raw for name, raw in reversed([*message.raw_items()])}
    for key in _MEANINGS:
        text = _header_text(message, key, headers.get(key, ""))
        stated |= _fact(key, text, f"{key.capitalize()}:")
    return stated


def _fact(key: str, value: str, where: str) -> dict[str, Fact]:
    if key == "subject":
        title = _without_prefix(value)
        return {"title": Fact(title, where)} if title else {}
    if key == "from":
        name, address = parseaddr(value)
        publisher = name or address.partition("@")[2]
        return {"publisher": Fact(publisher, where)} if publisher else {}
    try:
        sent: datetime | None = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        sent = None
    if sent is None:
        return {"date": Fact(value, where, is_unsure=True)} if value else {}
    return {
        "published": Fact(sent.isoformat(timespec="minutes"), where),
        "date": Fact(sent.date().isoformat(), where, is_unsure=True),
    }


def _without_prefix(subject: str) -> str:
    """Return the subject without `Fwd:` and `AW:`."""
    prefixes = any_word("mail_words", "prefixes")
    return re.sub(rf"\A(?:(?:{prefixes})(?:\[\d+\])?\s*[:：]\s*)+", "", subject, flags=re.I).strip()
