"""The part of a page's tree that holds the article: by what it is named, else by where the prose is."""

from __future__ import annotations

from extractor.page.model import Frame, RawBlock

_WHOLE = 0.6  # of the page's prose: elements named as the article's body are believed if they hold as much
_DESCENT = 0.85  # of the prose: an element that holds as much of its parent's is the better container


def container(blocks: list[RawBlock], frames: list[Frame]) -> set[Frame]:
    """The elements that hold the article, with all inside them; empty where the whole page is as good as any part."""
    prose: dict[Frame, int] = {}
    total = 0
    for block in blocks:
        if block.role is None:
            amount = block.prose
            prose[block.frame] = prose.get(block.frame, 0) + amount
            total += amount
    for frame in reversed(frames):
        if frame.parent is not None and frame in prose:
            prose[frame.parent] = prose.get(frame.parent, 0) + prose[frame]
    if not total:
        return set()
    for role in ("body", "article"):
        named: list[Frame] = []
        inside: set[Frame] = set()
        for frame in frames:
            if frame.parent in inside:
                inside.add(frame)
            elif prose.get(frame, 0) >= total * 0.05 and any(rule.role == role for rule in frame.rules):
                named.append(frame)
                inside.add(frame)
        if sum(prose[frame] for frame in named) >= total * _WHOLE:
            return _inside([_around(named)] if len(named) > 1 else named, frames)
    best: dict[Frame | None, Frame] = {}
    for frame in frames:
        if prose.get(frame, 0) > prose.get(best[frame.parent], 0) if frame.parent in best else frame in prose:
            best[frame.parent] = frame
    here: Frame | None = best.get(None)
    while here is not None and (inner := best.get(here)) and prose[inner] >= prose[here] * _DESCENT:
        if inner.blocks == 1 or inner.kind == "list_item":
            break
        here = inner
    return _inside([here], frames) if here is not None else set()


def _around(frames: list[Frame]) -> Frame:
    """The innermost element that holds all of these."""
    path = list(frames[0].up())
    for frame in frames[1:]:
        above = set(frame.up())
        path = [step for step in path if step in above]
    return path[0] if path else frames[0]


def _inside(tops: list[Frame], frames: list[Frame]) -> set[Frame]:
    inside = set(tops)
    for frame in frames:
        if frame.parent in inside:
            inside.add(frame)
    return inside
