"""Rules as people read them: a list by folder, or all that one rule says. For `health-claims rules`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml

from extractor.rulebook import Entry


def listed(entries: Sequence[Entry]) -> Iterator[str]:
    """The lines of a list of rules by folder."""
    width = max((len(entry.id) for entry in entries), default=0)
    for folder in dict.fromkeys(entry.folder for entry in entries):
        inside = [entry for entry in entries if entry.folder == folder]
        yield f"{folder} ({len(inside)})"
        for entry in inside:
            yield f"  {entry.id:{width}}  {entry.data.get('says', '')}"


def explained(entry: Entry) -> str:
    """All that a rule says, its examples, and where it stands."""
    shown = {"id", "says", "examples", "not", "todo"}
    fields = {name: value for name, value in entry.data.items() if name not in shown}
    parts = [f"{entry.id}\n  {entry.data.get('says', '')}\n  {entry.where}"]
    if fields:
        dumped = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None)
        parts.append("\n".join(f"  {line}" for line in dumped.splitlines()))
    for name, title in (("examples", "finds"), ("not", "does not find"), ("todo", "should find one day")):
        if entry.data.get(name):
            parts.append(f"  {title}:\n" + "\n".join(f"    - {example}" for example in entry.data[name]))
    return "\n\n".join(parts) + "\n"
