"""Static files: entries are bundled, all other files are unchanged."""

import os
from pathlib import Path

import pytest

from onrecord import resources
from onrecord.errors import ContentError, NotInstalledError
from onrecord.model import Site
from onrecord.publish.assets import bundle, bundle_script, find_esbuild
from tests.support.repository import ROOT

MODULES = ROOT / "node_modules"
SITE = Site("Title", "", "Description", "Publisher")


def bundled(static: dict[str, bytes], node_modules: Path = MODULES) -> dict[str, bytes]:
    return dict(bundle(static, node_modules=node_modules, site=SITE))


def errors_of(static: dict[str, bytes]) -> list[str]:
    with pytest.raises(ContentError) as caught:
        bundled(static)
    return [str(error) for error in caught.value.errors]


def test_a_script_is_bundled_with_its_imports_and_leaks_no_names() -> None:
    assert bundled(
        {
            "scripts/entries/site.ts": b'import { greeting } from "../words.ts";\nlog(greeting);\n',
            "scripts/words.ts": "export const greeting = “é”;".replace("“", '"')
            .replace("”", '"')
            .encode(),
            "scripts/unused.ts": b"log(0);",
        }
    ) == {"static/scripts/site.js": '(()=>{log("é");})();\n'.encode()}


def test_types_are_removed_with_fields_and_imports_that_only_declare_them() -> None:
    script = (
        b'import type { Name } from "../names.ts";\n'
        b"class Greeting {\n  to: Name;\n  constructor(to: Name) {\n    this.to = to;\n  }\n}\n"
        b"log(new Greeting(1 as Name));\n"
    )
    files = bundled({"scripts/entries/site.ts": script})
    assert files["static/scripts/site.js"] == (
        b"(()=>{var a=class{constructor(m){this.to=m}};log(new a(1));})();\n"
    )


def test_a_script_that_is_not_published_can_be_bundled_separately() -> None:
    static = {"scripts/entries/preview.ts": b"const text: string = name;\nlog(text, text);\n"}
    script = bundle_script("scripts/entries/preview.ts", static, node_modules=MODULES)
    assert script == b"(()=>{var t=name;log(t,t);})();\n"
    assert bundled(static) == {}


def test_a_stylesheet_is_bundled_with_its_imports() -> None:
    assert bundled(
        {
            "styles/site.css": b'@layer a, b;\n@import "parts/text.css" layer(a);\n',
            "styles/parts/text.css": b"p {\n  color: red;\n}\n",
        }
    ) == {"static/styles/site.css": b"@layer a,b;@layer a{p{color:red}}\n"}


def test_a_package_is_bundled_with_its_licence() -> None:
    script = b'import lunr from "lunr";\nlog(lunr.version);\n'
    files = bundled({"scripts/entries/search-page.ts": script})
    text = files["static/scripts/search.js"].decode()
    assert '"2.3.9"' in text
    assert "Copyright (C) 2020 Oliver Nightingale" in text


def test_other_static_files_are_published_unchanged() -> None:
    static = {"icon.svg": b"<svg/>", "fonts/text.woff2": b"\0\1"}
    assert bundled(static, Path("nowhere")) == {
        "static/fonts/text.woff2": b"\0\1",
        "static/icon.svg": b"<svg/>",
    }


def test_our_own_scripts_are_bundled_to_the_same_bytes_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resources, "bundles", lambda: None)
    root = ROOT / "static"
    static = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    first = bundled(static)
    assert first == bundled(dict(reversed(static.items())))
    assert {"static/scripts/search.js", "static/scripts/site.js"} <= set(first)
    assert not [name for name in first if "sourceMappingURL" in first[name].decode("utf-8")]


def test_errors_of_esbuild_are_reported_with_their_lines() -> None:
    assert errors_of(
        {
            "scripts/entries/site.ts": b'\nimport "./gone.ts";\nimport "no-such-package";\n',
            "styles/site.css": b'@import "./gone.css";\n',
        }
    ) == [
        'static/scripts/entries/site.ts:2: Could not resolve "./gone.ts"',
        'static/scripts/entries/site.ts:3: Could not resolve "no-such-package"',
        'static/styles/site.css:1: Could not resolve "./gone.css"',
    ]


def test_a_syntax_error_is_reported() -> None:
    assert errors_of({"scripts/entries/site.ts": b"let a = '\n"}) == [
        "static/scripts/entries/site.ts:1: Unterminated string literal"
    ]


def test_a_missing_esbuild_is_reported(tmp_path: Path) -> None:
    with pytest.raises(NotInstalledError, match=f"esbuild is not in {tmp_path}"):
        bundled({"scripts/entries/site.ts": b""}, tmp_path)


def test_an_esbuild_for_another_kind_of_machine_is_reported(tmp_path: Path) -> None:
    program = tmp_path / "@esbuild/other-machine/bin/esbuild"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"\x7fELF of another machine")
    program.chmod(0o755)
    assert find_esbuild(tmp_path) == program
    with pytest.raises(NotInstalledError, match="esbuild does not run: Exec format error"):
        bundled({"scripts/entries/site.ts": b""}, tmp_path)


def test_environment_variables_do_not_affect_esbuild(monkeypatch: pytest.MonkeyPatch) -> None:
    static = {"scripts/entries/site.ts": b"log(process.env.NODE_ENV, 0);\n"}
    first = bundled(static)
    monkeypatch.setitem(os.environ, "NODE_ENV", "production")
    monkeypatch.setitem(os.environ, "ESBUILD_BINARY_PATH", "/nowhere")
    assert bundled(static) == first
