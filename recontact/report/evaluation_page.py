"""The page of an evaluation: one offline file in English and Chinese, without scripts and without an unmasked value."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from recontact.report import chart, figures
from recontact.report.style import style


def evaluation_html(answer: Mapping[str, Any]) -> str:
    """Return what `recontact.evaluation.evaluate` found as HTML; the same answer gives the same text."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["number"] = lambda count: f"{count:,}"
    environment.filters["four"] = lambda share: f"{share:.4f}"
    source = files("recontact.report").joinpath("evaluation.html.j2").read_text(encoding="utf-8")
    labelled = answer.get("labelled")
    return environment.from_string(source).render(
        style=style(),
        answer=answer,
        plain=answer.get("unlabelled"),
        conflicts=answer.get("conflicts"),
        against=answer.get("against"),
        growing=answer.get("growing"),
        labelled=labelled,
        glimpses=(labelled or {}).get("glimpses", {}),
        charts=[Markup(svg) for svg in _charts(answer)],  # chart escapes every text
    )


def _charts(answer: Mapping[str, Any]) -> list[str]:
    labels = [label for label, _ in figures.SIZES]
    edges = [0, *(largest for _, largest in figures.SIZES)]
    sizes = [
        sum(count for size, count in answer["sizes"].items() if low < int(size) <= high)
        for low, high in zip(edges, edges[1:], strict=False)
    ]
    drawn = [chart.columns("Identities by number of records · 身份的记录数分布", labels, sizes)]
    if plain := answer.get("unlabelled"):
        title = "Links by probability · 关联概率分布"
        drawn.append(chart.columns(title, figures.TENTHS, plain["links_by_tenth"]))
    if curve := answer.get("labelled", {}).get("curve"):
        rows = [chart.Bar(str(row["threshold"]), 1.0, row["f1"], f"{row['f1']:.4f}") for row in curve]
        drawn.append(chart.bars("F1 over pairs, by threshold · 各阈值的F1", rows, full=1.0))
    return drawn
