"""How to settle whose words follow a label that config.yaml does not know."""

import json
from collections.abc import Sequence

from onrecord.content.label_forms import has_office, is_group, name_before_office, several_names
from onrecord.content.labels import Label, fold_name
from onrecord.errors import suggest


def remedy_for_label(label: Label, names: Sequence[str]) -> str:
    """Return the lines of config.yaml, or of the transcript, that settle the label."""
    if _is_of_several(label.name, names):
        return (
            "two speak at once: write a paragraph for each, or add to `unnamed` in config.yaml an"
            f" entry with `labels: [{_quoted(label.name)}]`"
        )
    namesakes = [name for name in names if name.startswith((f"{label.name} (", f"{label.name} ["))]
    if namesakes:
        return f"several people have this name: write which, as `{namesakes[0]}:`"
    if not label.colon:
        return (
            f"add `bare_labels: [{_quoted(label.name)}]` to a speaker in config.yaml,"
            " or write a backslash after it if nobody speaks here"
        )
    if is_group(label.name):
        return (
            f"add to `unnamed` in config.yaml an entry with `labels: [{_quoted(label.name)}]`,"
            f" or write `{label.name}\\{label.colon}` if nobody speaks here"
        )
    if has_office(label.name):
        return (
            f"add `other_names: [{_quoted(label.name)}]` to {name_before_office(label.name)} in"
            f" `speakers` of config.yaml, or write `{label.name}\\{label.colon}` if nobody speaks"
            " here"
        )
    return suggest(label.name, names) or (
        "add it to `speakers` in config.yaml,"
        f" or write `{label.name}\\{label.colon}` if nobody speaks here"
    )


def _is_of_several(label: str, names: Sequence[str]) -> bool:
    known = [fold_name(name) for name in names]
    parts = [fold_name(part) for part in several_names(label)]
    return bool(parts) and all(
        any(name == part or name.endswith(f" {part}") for name in known) for part in parts
    )


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)
