"""Tables of figures as Markdown, and as bars in an SVG that reads on light and dark pages alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

COLOURS = ("#2f6f9f", "#d9822b", "#6a9a4b", "#8a5fa8")
WIDTH, LABELS, FIGURES = 760, 190, 90  # of the drawing, of the names on its left, of the figures behind the bars
BAR, GAP = 15, 9


@dataclass(frozen=True)
class Table:
    """One table: what its rows are, what the figures measure, and for each row one figure a column."""

    title: str
    unit: str
    columns: Sequence[str]
    rows: dict[str, list[float]]

    def markdown(self) -> Iterator[str]:
        """The lines of the table; beside each figure how many times the first row's it is."""
        first = next(iter(self.rows.values()))
        yield f"| {self.title}, {self.unit} | " + " | ".join(f"{column} | ratio" for column in self.columns) + " |"
        yield "| --- |" + " --- | --- |" * len(self.columns)
        for name, figures in self.rows.items():
            cells = (f"{written(figure)} | {figure / one:.2f}" for figure, one in zip(figures, first, strict=True))
            yield f"| {name} | " + " | ".join(cells) + " |"


def written(figure: float) -> str:
    """Three digits that count, without powers of ten."""
    return f"{figure:,.{max(0, 2 - floor(log10(figure)))}f}" if figure > 0 else "0"


def svg(heading: str, tables: Sequence[Table]) -> str:
    """The tables as bars, one panel below the other, each with its own axis from zero."""
    columns = list(dict.fromkeys(column for table in tables for column in table.columns))
    parts = [_text(24, 36, heading, "font-size='17' font-weight='600'")]
    x = 24
    for column, colour in zip(columns, COLOURS, strict=False):
        parts += [f"<rect x='{x}' y='50' width='12' height='12' rx='2' fill='{colour}'/>", _text(x + 18, 61, column)]
        x += 40 + 7 * len(column)
    y = 74
    for table in tables:
        panel, y = _panel(table, columns, y)
        parts += panel
    card = f"<rect x='.5' y='.5' width='{WIDTH - 1}' height='{y + 15}' rx='8' fill='#ffffff' stroke='#d0d7de'/>"
    head = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {y + 16}' width='{WIDTH}' height='{y + 16}' role='img' "
        f"aria-label='{escape(heading)}' font-family='system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif' font-size='13'>"
    )
    return "\n".join([head, card, *parts, "</svg>\n"])


def _panel(table: Table, columns: Sequence[str], y: int) -> tuple[list[str], int]:
    """The parts of one panel that begins at y, and where it ends."""
    most = max(figure for figures in table.rows.values() for figure in figures)
    step = _step(most)
    scale = (WIDTH - LABELS - FIGURES) / most
    y += 30
    parts = [
        _text(24, y, f"{table.title[:1].upper()}{table.title[1:]}", "font-weight='600'"),
        _text(LABELS, y, table.unit, "fill='#59636e'"),
    ]
    top = y + 12
    bars = []
    y = top
    for name, figures in table.rows.items():
        bars.append(_text(LABELS - 8, y + BAR * len(figures) // 2 + 5, name, "text-anchor='end'"))
        for column, figure in zip(table.columns, figures, strict=True):
            width = max(1.0, scale * figure)
            bars.append(
                f"<rect x='{LABELS}' y='{y}' width='{width:.1f}' height='{BAR - 2}' rx='2' fill='{COLOURS[columns.index(column)]}'/>"
            )
            bars.append(_text(LABELS + width + 6, y + 11, written(figure), "font-size='12'"))
            y += BAR
        y += GAP
    for n in range(int(most / step) + 1):
        x = LABELS + scale * n * step
        parts.append(f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{top - 4}' y2='{y - 2}' stroke='#e4e8ec'/>")
        parts.append(_text(x, y + 12, f"{n * step:,.10g}", "text-anchor='middle' font-size='11' fill='#59636e'"))
    return parts + bars, y + 22


def _step(most: float) -> float:
    """The distance of an axis's marks: 1, 2 or 5 times a power of ten, five marks at most."""
    power = 10 ** floor(log10(most))
    return next(step * power for step in (0.2, 0.5, 1, 2) if most / (step * power) <= 5)


def _text(x: float, y: float, text: str, style: str = "") -> str:
    return f"<text x='{x:.1f}' y='{y}' {style if 'fill' in style else style + ' fill=' + repr('#1f2328')}>{escape(text)}</text>"
