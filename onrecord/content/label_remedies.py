"""How to settle whose words follow a label that config.yaml does not know."""

import json
from collections.abc import Sequence

from onrecord.content.label_forms import has_office, is_group, name_before_office, several_names
from onrecord.content.labels import Label, fold_name
from onrecord.errors import suggest


def remedy_for_label(label: Label, names: Sequence[str]) -> str:
    """Return the lines of config.yaml, or of the transcript, that settle the label."""
    name = json.dumps(label.name, ensure_ascii=False)
    # What is escaped before its colon, dash or full stop is no label.
    or_nobody = f", or write `{label.printed[:-1]}\\{label.printed[-1]}` if nobody speaks here"
    new_group = f"add to `unnamed` in config.yaml an entry with `labels: [{name}]`"
    if _is_of_several(label.name, names):
        return f"two speak at once: write a paragraph for each, or {new_group}"
    namesakes = [name for name in names if name.startswith((f"{label.name} (", f"{label.name} ["))]
    if namesakes:
        return f"several people have this name: write which, as `{namesakes[0]}:`"
    if not label.colon:
        return f"add `bare_labels: [{name}]` to a speaker in config.yaml{or_nobody}"
    if is_group(label.name):
        return new_group + or_nobody
    if has_office(label.name):
        person = name_before_office(label.name)
        return f"add `other_names: [{name}]` to {person} in `speakers` of config.yaml{or_nobody}"
    return suggest(label.name, names) or f"add it to `speakers` in config.yaml{or_nobody}"


def _is_of_several(label: str, names: Sequence[str]) -> bool:
    known = [fold_name(name) for name in names]
    parts = [fold_name(part) for part in several_names(label)]
    return bool(parts) and all(
        any(name == part or name.endswith(f" {part}") for name in known) for part in parts
    )
