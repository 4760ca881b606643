"""The site's wording: one catalogue, translations, and a project's changes."""

import re
from pathlib import Path

import pytest

from onrecord.wording import message_error, with_messages, wording
from tests.support.repository import ROOT
from tools import messages, visible_literals

FILES = sorted((*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/scripts/**/*.ts")))
# Chicago, APA, MLA, BibTeX and RIS are written in English, whatever the language of the site.
ENGLISH = {"static/scripts/citations/citation-styles.ts"}
VALUE = re.compile(r"%\(\w+\)s")
PARAGRAPHS = ("%(num)s paragraph", "%(num)s paragraphs")


@pytest.mark.parametrize("path", [path.relative_to(ROOT).as_posix() for path in FILES])
def test_every_visible_text_is_a_message(path: str) -> None:
    find = visible_literals.in_template if path.endswith(".html") else visible_literals.in_script
    found = list(find((ROOT / path).read_text(encoding="utf-8")))

    assert bool(found) == (path in ENGLISH), found


def test_a_visible_literal_is_found() -> None:
    assert list(visible_literals.in_template("<p>Open {{ x }}</p>")) == ["Open \0"]
    assert list(visible_literals.in_template('<p title="Open">{{ _("Open") }}</p>')) == ["Open"]
    assert list(visible_literals.in_template("{% trans %}Open{% endtrans %}{{ url(1) }}")) == []
    assert list(visible_literals.in_template('{{ "Report" if x else _("Answer") }}')) == ["Report"]
    assert list(visible_literals.in_script('element("p", {}, "Show all")')) == ["Show all"]
    assert list(visible_literals.in_script('element("p", {}, _("Show all"))')) == []
    assert list(visible_literals.in_script("`${count} more results`")) == ["\0 more results"]


def test_the_catalogue_has_every_message() -> None:
    assert messages.TEMPLATE.read_bytes() == messages.printed(messages.collect())


@pytest.mark.parametrize("path", sorted(messages.LOCALES.glob("*.po")), ids=lambda path: path.stem)
def test_a_translation_has_every_message_with_its_values(path: Path) -> None:
    assert path.read_bytes() == messages.updated(path, messages.collect())
    for message in messages.translation(path):
        forms = (message.string,) if isinstance(message.string, str) else message.string
        assert all(forms), message.id
        known = (message.id,) if isinstance(message.id, str) else message.id
        values = set(VALUE.findall("".join(known)))
        assert message.id == "" or all(set(VALUE.findall(form)) <= values for form in forms)
        if len(forms) == 1:
            assert message.id == "" or set(VALUE.findall(forms[0])) == values, message.id


def test_english_is_printed_as_it_is_written() -> None:
    english = wording("en")

    assert english.gettext("Search") == "Search"
    assert english.ngettext(*PARAGRAPHS, 2) % {"num": 2} == "2 paragraphs"


def test_a_language_without_a_translation_has_english_messages() -> None:
    assert wording("tlh").gettext("Search") == "Search"


def test_a_project_changes_single_messages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    catalogue(tmp_path, monkeypatch)
    changed = wording("en", (("Search", ("Find",)), (PARAGRAPHS[0], ("%(num)s line",))))

    assert changed.gettext("Search") == "Find"
    assert changed.gettext("Topics") == "Topics"
    assert changed.ngettext(*PARAGRAPHS, 1) == changed.ngettext(*PARAGRAPHS, 2) == "%(num)s line"


def test_scripts_have_the_messages_that_they_use_by_the_plural_rules_of_the_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    catalogue(tmp_path, monkeypatch)
    (tmp_path / "pl.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Search"\nmsgstr "Szukaj"\n\nmsgid "Topics"\nmsgstr "Tematy"\n\n'
        f'msgid "{PARAGRAPHS[0]}"\nmsgid_plural "{PARAGRAPHS[1]}"\n'
        'msgstr[0] "%(num)s akapit"\nmsgstr[1] "%(num)s akapity"\nmsgstr[2] "%(num)s akapitów"\n',
        encoding="utf-8",
    )
    script = f'(()=>{{let c=ON_RECORD_MESSAGES;a("Search");b("{PARAGRAPHS[0]}")}})()'

    assert with_messages(script.encode(), "pl").decode() == script.replace(
        "ON_RECORD_MESSAGES",
        '{"%(num)s paragraph": {"few": "%(num)s akapity", "many": "%(num)s akapitów", '
        '"one": "%(num)s akapit"}, "Search": "Szukaj"}',
    )
    assert b"let c={};" in with_messages(script.encode(), "en")


def test_a_changed_message_with_a_plural_is_in_scripts_of_a_language_without_rules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    catalogue(tmp_path, monkeypatch)
    script = f'ON_RECORD_MESSAGES;b("{PARAGRAPHS[0]}")'.encode()

    changed = with_messages(script, "tlh", ((PARAGRAPHS[0], ("%(num)s line",)),))

    assert changed.startswith(b'{"%(num)s paragraph": {"one": "%(num)s line", ')


@pytest.mark.parametrize(
    ("message", "forms", "error"),
    [
        ("Search", ("Find",), None),
        ("Serch", ("Find",), 'no such message; did you mean "Search"?'),
        ("Search", ("Find", "Finds"), "this message has no plural forms"),
        ("Search", ("Find %(num)s",), "unknown value %(num)s"),
        (PARAGRAPHS[0], ("%(num)s line", "%(num)s lines"), None),
        (PARAGRAPHS[0], ("100 %",), "a percent sign must be doubled: %%"),
    ],
)
def test_a_changed_message_is_checked(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    message: str,
    forms: tuple[str, ...],
    error: str | None,
) -> None:
    catalogue(tmp_path, monkeypatch)

    assert message_error(message, forms) == error


def catalogue(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a catalogue of three messages in the folder, which is then the only one."""
    from onrecord import wording as module

    module._template.cache_clear()
    module._catalogue.cache_clear()
    wording.cache_clear()
    monkeypatch.setattr("onrecord.resources.locales", lambda: folder)
    (folder / "messages.pot").write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "Search"\nmsgstr ""\n\nmsgid "Topics"\nmsgstr ""\n\n'
        f'msgid "{PARAGRAPHS[0]}"\nmsgid_plural "{PARAGRAPHS[1]}"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )


@pytest.fixture(autouse=True)
def _forget() -> object:
    from onrecord import wording as module

    yield
    module._template.cache_clear()
    module._catalogue.cache_clear()
    wording.cache_clear()
