"""A small collection that is published, edited in every way, and published again."""

from pathlib import Path

from tests.support.projects import CONFIG, build, write_project

FIRST_DAY, LATER_DAY = "1700000000", "1702000000"  # 2023-11-14, 2023-12-08

_WATER = """\
---
title: Remarks on water
date: 2021-02-26
speaker: ann-example
---
Good morning to everybody who has come to the lake today.

The river was measured in spring, and it carries less water than in any year before.

We have asked the three towns on its banks to close their fountains until autumn.

All three have agreed, though one of them did so after a long debate.

The old dam is to be repaired before the winter.

It will cost less than we had feared when the work was planned.

Our engineers have looked at every gate of it. Two gates leak, and both will be replaced in May.

The mayor of the northern town was seen watering his garden at night.

Thank you for your attention, and now for what you would like to ask.

Question: Whose is the river when it flows under the border bridge?

Ann Example: It belongs to both sides, as the treaty of that year has it.

Question: Will the price of water rise for the farmers this summer?

Ann Example: Nobody has asked for that, and I would not agree to it.

Question: Is it true that the northern town has broken the agreement?

Ann Example: I have no proof of it that I could show you today.

Question: And when will the fountains be opened again?

Ann Example: When the rain has come, and not a day before it.
"""
_BRIDGE = """\
---
title: Remarks on a bridge
date: 2021-03-01
speaker: ann-example
---
The bridge is open again after two years of repairs.

Question: Who paid for the bridge in the end?

Ann Example: The province did, with a loan from the bank of the river towns.
"""
_ROAD = """\
---
title: Remarks on a road
date: 2021-04-01
speaker: ann-example
---
The road to the lake will be closed in April for the works on the dam.

Question: How do we get to the lake then?

Ann Example: On foot, or by the boat that leaves from the mill at noon.
"""
_PARK = """\
---
title: Remarks in the park
date: 2021-05-01
speaker: ann-example
---
The park belongs to those who walk in it every day.

Question: Will dogs be allowed?

Ann Example: On a lead, as everywhere else in the town.
"""
_EDITS = (
    # a new paragraph comes first
    ("Good morning", "The minister was half an hour late.\n\nGood morning"),
    # reworded
    ("less water than in any year before", "less water than in any of the last ten years"),
    # joined
    ("before the winter.\n\nIt will", "before the winter. It will"),
    # divided
    ("every gate of it. Two gates", "every gate of it.\n\nTwo gates"),
    # withdrawn
    ("The mayor of the northern town was seen watering his garden at night.\n\n", ""),
    # an exchange withdrawn
    ("Question: Is it true that the northern town has broken the agreement?\n\n", ""),
    ("Ann Example: I have no proof of it that I could show you today.\n\n", ""),
    # two exchanges that become one
    ("Question: Will the price", "Ann Example: Will the price"),
)
WITHDRAWN = """\
2021-02-26-water/p8: withdrawn
2021-02-26-water/answer-3: withdrawn
2021-03-01-bridge: withdrawn
2021-04-01-road: 2021-05-01-park
"""
WATER, OLD_WATER = "2021-02-26-lake", "2021-02-26-water"
BRIDGE, ROAD, PARK = "2021-03-01-bridge", "2021-04-01-road", "2021-05-01-park"


def publish(folder: Path) -> Path:
    """Return the project, built for the first time."""
    texts = {OLD_WATER: _WATER, BRIDGE: _BRIDGE, ROAD: _ROAD, PARK: _PARK}
    downloads = "downloads: [txt, md, json, tei, akn, bib, ris, csl-json, answer-citations]\n"
    files = {f"transcripts/{slug}.md": text for slug, text in texts.items()}
    project = write_project(folder, {**files, "config.yaml": CONFIG + downloads})
    _build(project, FIRST_DAY)
    return project


def edit(project: Path) -> None:
    """Change the transcripts in every way, without accepting what may be removed."""
    text = _WATER
    for old, new in _EDITS:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    transcripts = project / "transcripts"
    (transcripts / f"{OLD_WATER}.md").unlink()
    (transcripts / f"{WATER}.md").write_text(text, encoding="utf-8")
    (transcripts / f"{BRIDGE}.md").unlink()
    (transcripts / f"{ROAD}.md").unlink()


def accept(project: Path) -> None:
    """Accept what may be removed."""
    (project / "transcripts/withdrawn.yaml").write_text(WITHDRAWN, encoding="utf-8")


def publish_again(project: Path) -> None:
    """Build the project on a later day."""
    _build(project, LATER_DAY)


def _build(project: Path, day: str) -> None:
    built = build(project, SOURCE_DATE_EPOCH=day)
    assert built.returncode == 0, built.stdout
