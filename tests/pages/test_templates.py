"""Templates loop and print: they call only link makers, messages and macros."""

import re

from jinja2 import Environment, nodes

from tests.support.repository import ROOT
from tools.reference import template_names

CALLED = {"url", "full_url", "static", "caller", "same_for", "same_turn", "_", "ngettext"}
CALLED |= {"gettext"}  # by `{% trans %}`


def test_templates_call_nothing_but_link_makers_messages_and_macros() -> None:
    called: dict[str, set[str]] = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(
            path.read_text("utf-8")
        )
        macros = {macro.name for macro in tree.find_all(nodes.Macro)}
        macros |= {
            name if isinstance(name, str) else name[1]
            for imported in tree.find_all(nodes.FromImport)
            for name in imported.names
        }
        for call in tree.find_all(nodes.Call):
            name = call.node.name if isinstance(call.node, nodes.Name) else "a method"
            if name not in CALLED | macros:
                called.setdefault(str(path.relative_to(ROOT)), set()).add(name)

    assert called == {}


def test_every_filter_of_ours_is_in_the_reference() -> None:
    used = {
        found
        for path in (ROOT / "templates").rglob("*.html")
        for found in re.findall(r"\|\s*([a-z_]+)", path.read_text("utf-8"))
    }

    own = used - {"length", "join", "replace", "trim"}  # of Jinja
    assert own <= {field.name for field in template_names()["Filters"]}
