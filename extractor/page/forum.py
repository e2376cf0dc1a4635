"""Forums and pages of questions and answers: there the posts are the text, whatever their elements are called."""

from __future__ import annotations

from extractor.page.model import Frame


def open_posts(frames: list[Frame]) -> None:
    """Makes text of what is named as comments in a forum's thread, in place; comments under a post stay comments.

    What tells of a post's author, or what others clicked under it, gets the role "author".
    """
    open_above: set[Frame] = set()
    place: dict[Frame, str] = {}  # "post" in a post, "thread" in the comments under one
    for frame in frames:  # parents come first
        roles = frame.roles
        above = place.get(frame.parent) if frame.parent is not None else None
        if above == "thread" or (above == "post" and "comment" in roles):
            place[frame] = "thread"
        elif above == "post" or "post" in roles:
            place[frame] = "post"
            for opened in [frame] if above else frame.up():
                if opened in open_above:
                    break  # as is all that stands around it
                opened.rules = tuple(rule for rule in opened.rules if not rule.role.startswith("comment"))
                open_above.add(opened)
            if above and not frame.inline and "post_author" in roles:
                frame.role = "author"
