"""Charts as inline SVG: no script, no colours of their own (the page's classes give them), said to screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 360
"""Of the drawing, in its own units: narrow enough to be read on a telephone without scaling down."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `length` in all, of which `part` is drawn strongly; `text` stands at its right."""

    label: str
    length: float
    part: float
    text: str


def bars(title: str, rows: Sequence[Bar], full: float = 0.0) -> str:
    """Return horizontal bars under their labels; a bar of length `full`, or else the longest, fills the width."""
    longest = full or max((row.length for row in rows), default=0) or 1
    drawn = []
    for at, row in enumerate(rows):
        top = at * 34
        whole, part = (round(WIDTH * value / longest, 1) for value in (row.length, row.part))
        drawn += [
            f'<text x="0" y="{top + 12}">{escape(row.label)}</text>',
            f'<text x="{WIDTH}" y="{top + 12}" text-anchor="end">{escape(row.text)}</text>',
            f'<rect class="rest" x="0" y="{top + 17}" width="{whole}" height="9"/>',
            f'<rect class="part" x="0" y="{top + 17}" width="{part}" height="9"/>',
        ]
    return _svg(title, len(rows) * 34, drawn, "; ".join(f"{row.label}: {row.text}" for row in rows))


def columns(title: str, labels: Sequence[str], counts: Sequence[int], parts: Sequence[int] | None = None) -> str:
    """Return upright columns with their counts above and labels below; `parts` of them are drawn strongly."""
    strong = parts if parts is not None else counts
    highest = max(counts, default=0) or 1
    step = WIDTH / max(len(counts), 1)
    drawn = [f'<line class="axis" x1="0" y1="140" x2="{WIDTH}" y2="140"/>']
    for at, (label, count, part) in enumerate(zip(labels, counts, strong, strict=True)):
        left, middle = round(at * step + 2, 1), round(at * step + step / 2, 1)
        whole, inner = (round(115 * value / highest, 1) for value in (count, part))
        drawn += [
            f'<rect class="rest" x="{left}" y="{140 - whole}" width="{round(step - 4, 1)}" height="{whole}"/>',
            f'<rect class="part" x="{left}" y="{140 - inner}" width="{round(step - 4, 1)}" height="{inner}"/>',
            f'<text class="small" x="{middle}" y="{136 - whole}" text-anchor="middle">{_short(count)}</text>',
            f'<text class="small" x="{middle}" y="153" text-anchor="middle">{escape(label)}</text>',
        ]
    return _svg(title, 160, drawn, "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True)))


def _svg(title: str, height: int, drawn: Sequence[str], said: str) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg role="img" viewBox="0 0 {WIDTH} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title><desc>{escape(said)}</desc>'
        f"{''.join(drawn)}</svg></figure>"
    )


def _short(count: int) -> str:
    """Return a count in at most four characters, for a column's head."""
    if count < 10_000:
        return str(count)
    return f"{count / 1e6:.1f}M" if count >= 999_500 else f"{round(count / 1000)}k"
