"""Threads: which comment each block of a thread belongs to, which part of it the block is, and how deep the comment stands.

A comment is found by its element. One comment may have several that are named so (WordPress puts `article#div-comment-7` into
`li#comment-7`): the innermost one around its words is the comment, those around it that hold no words of their own are its wrappers. A
comment inside another one, or inside a box of replies, is a reply; numbers in the mark-up (`depth-2`, `aria-level`, `data-parent-id`) say
so too, and are believed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from extractor.page.model import Frame, RawBlock, attributes

PARTS = frozenset(("comment_author", "comment_date", "comment_text", "comment_noise"))
FAR = 60  # elements between a block and its thread that are looked at
_NEAR = 4  # … where no element is named as a thread
_THREAD = frozenset(("comment", "comment_item"))
_LAST_NUMBER = re.compile(r"\d+$")
_IDS = ("id", "data-id", "data-comment-id")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: the element of its comment (None where the thread has none), and which part of the comment it is, if told."""

    item: Frame | None
    part: str | None


def part_of(frame: Frame) -> str | None:
    """Which part of a comment the element is by its name; None outside comments."""
    return next((rule.role for rule in frame.rules if rule.role in PARTS), None)


class Thread:
    """The threads of a page, from the blocks that stand in them. `spots` has one entry a block, None for blocks that are no comment's."""

    def __init__(self, blocks: Sequence[RawBlock]) -> None:
        paths = [_path(block.frame) for block in blocks]
        chains = [[frame for frame in path if _is_item(frame, path)] for path in paths]
        outer = _outer_texts(paths, chains)
        self.spots = [_spot(path, chain, outer) for path, chain in zip(paths, chains, strict=True)]
        spoken = zip(chains, self.spots, strict=True)
        self._own = {chain[0]: chain for chain, spot in spoken if chain and spot is not None and spot.part != "comment_noise"}
        self._first: dict[Frame, Frame] = {}  # the first comment element inside another one
        for chain in self._own.values():
            for inside, around in pairwise(chain):
                self._first.setdefault(around, inside)
        self._boxes = {box for item in self._own if (box := _box(item)) is not None}
        self._counts: dict[Frame, int] = {}
        levels = {item: level for item, chain in self._own.items() if (level := self._level(chain)) is not None}
        ids = ((_LAST_NUMBER.search(str(item.tag.get(name, ""))), item) for item in self._own for name in _IDS)
        self._numbers = {match[0]: item for match, item in ids if match}
        self._depths: dict[Frame, int] = {}
        top = min(levels.values(), default=0)
        self._levels = {item: level - top for item, level in levels.items()}

    def depth(self, item: Frame) -> int:
        """How many comments the comment stands under: 0 for one that answers none."""
        way: dict[Frame, None] = {}
        while item not in self._depths and item not in way:
            way[item] = None
            parent = self._parent(item)
            if item in self._levels or parent is None:
                self._depths[item] = self._levels.get(item, self._nested(item))
            else:
                item = parent
        depth = self._depths.get(item, -1)  # comments that answer each other in a ring: begin somewhere
        for answer in reversed(way):
            depth = self._depths.setdefault(answer, depth + 1)
        return depth

    def _nested(self, item: Frame) -> int:
        """How deep the comment stands by the elements around it."""
        chain = self._own.get(item, [item])
        above = {self._comment(around) for inside, around in pairwise(chain) if not self._is_list(around, inside)}
        return max(len(above - {item}), self._boxed(item))

    def _boxed(self, frame: Frame) -> int:
        """How many boxes of replies an element stands in; what was counted for those around it is kept, for threads go deep."""
        way: list[Frame] = []
        around: Frame | None = frame
        while around is not None and around not in self._counts:
            way.append(around)
            around = around.parent
        count = self._counts[around] if around is not None else 0
        for step in reversed(way):
            count += step in self._boxes
            self._counts[step] = count
        return count

    def _comment(self, frame: Frame) -> Frame:
        """The comment that an element named as one stands for: itself, or the one it is wrapped around."""
        while frame not in self._own and frame in self._first:
            frame = self._first[frame]
        return frame

    def _is_list(self, around: Frame, inside: Frame) -> bool:
        """Whether an element named as a comment holds several side by side, and is none itself."""
        first = self._first[around]
        return around not in self._own and first is not inside and first.parent is inside.parent

    def _level(self, chain: Sequence[Frame]) -> int | None:
        """The number that a comment's element or a wrapper of it gives."""
        for frame in chain:
            if self._comment(frame) is not chain[0]:
                return None
            value = _attribute(frame, "comment_level")
            if value is not None:
                return int(value)
        return None

    def _parent(self, item: Frame) -> Frame | None:
        """The comment that this one says it answers."""
        return self._numbers.get(_attribute(item, "comment_parent") or "")


def _path(frame: Frame) -> list[Frame]:
    """The elements from a block up to the thread around it, which is the last; the nearest where there is none."""
    path = list(islice(frame.up(), FAR))
    outermost = (n for n in range(len(path) - 1, -1, -1) if any(rule.role in _THREAD for rule in path[n].rules))
    last = next(outermost, None)
    return path[: last + 1] if last is not None else path[:_NEAR]


def _is_item(frame: Frame, path: Sequence[Frame]) -> bool:
    if not frame.rules:
        return False
    roles = frame.roles
    return "comment_item" in roles or ("comment_entry" in roles and "comment" in path[-1].roles)


def _outer_texts(paths: Iterable[Sequence[Frame]], chains: Iterable[Sequence[Frame]]) -> set[Frame]:
    """Elements named as a comment's words that hold such an element: they hold the name and date as well."""
    outer: set[Frame] = set()
    for path, chain in zip(paths, chains, strict=True):
        inside = path[: path.index(chain[0])] if chain else path
        outer.update([frame for frame in inside if part_of(frame) == "comment_text"][1:])
    return outer


def _spot(path: Sequence[Frame], chain: Sequence[Frame], outer: set[Frame]) -> Spot | None:
    inside = path[: path.index(chain[0])] if chain else path
    named = [frame for frame in path if frame.rules]
    if any("comment_ping" in frame.roles for frame in named) or any("form" in frame.roles for frame in inside if frame.rules):
        return None
    parts = (part_of(frame) for frame in inside if frame not in outer)
    return Spot(chain[0] if chain else None, next(filter(None, parts), None))


def _box(item: Frame) -> Frame | None:
    """The nearest element around a comment that is named as holding replies."""
    return next((frame for frame in islice(item.up(), 1, FAR) if "comment_replies" in frame.roles), None)


def _attribute(frame: Frame, role: str) -> str | None:
    """What the attributes of an element say, by the rules of a role whose patterns hold one named group."""
    for rule in frame.rules:
        for name, pattern in rule.attrs.items() if rule.role == role else ():
            match = re.fullmatch(pattern, attributes(frame.tag).get(name, ""), re.IGNORECASE)
            if match:
                return next(iter(match.groupdict().values()))
    return None
