"""The HTML report: one offline file in English and Chinese, without scripts and without an unmasked value."""

from importlib.resources import files
from typing import Any

import pyarrow.compute as pc
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from recontact.linkage.doubt import doubts
from recontact.release import masked
from recontact.report import chart, figures
from recontact.report.content import Report
from recontact.report.standing import Standing
from recontact.report.style import style

EXAMPLES = 12
"""Rows of the ranked list that the report shows, masked."""


def html(report: Report) -> str:
    """Return the report as HTML; the same report gives the same text."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["number"] = lambda count: f"{count:,}"
    environment.filters["share"] = lambda part, whole: f"{part / whole:.0%}" if whole else "–"
    environment.filters["kept"] = lambda share: f"{share:.0%}"
    page = environment.from_string(files("recontact.report").joinpath("page.html.j2").read_text(encoding="utf-8"))
    return page.render(style=style(), report=report, charts=_charts(report), **_figures(report))


def _figures(report: Report) -> dict[str, Any]:
    advised = report.contacts.filter(report.contacts["advised"])
    return {
        "listed": len(report.borrowers),
        "reached": pc.count_distinct(report.contacts["borrower_id"]).as_py(),
        "advised": len(advised),
        "advised_borrowers": pc.count_distinct(advised["borrower_id"]).as_py(),
        "types": figures.counted(report.contacts, ("contact_type", "advised")),
        "examples": masked(report.contacts.slice(0, EXAMPLES)).to_pylist(),
        "rejects": figures.counted(report.rejects, ("source", "kind", "reason")),
        "withheld": figures.withheld(report),
        "levels": figures.levels(report.model) if report.model else [],
        "doubts": doubts(report.linkage),
        "duties": figures.reported_rules(report.rules),
        "places": list(report.rules.jurisdictions),
    }


def _charts(report: Report) -> dict[str, Markup]:
    listed = max(len(report.borrowers), 1)
    drawn = {
        "accepted": chart.bars(
            "Rows accepted of rows read · 采纳行数",
            [
                chart.Bar(
                    each.id, each.rows, each.rows - each.rejected, f"{each.rows - each.rejected:,} / {each.rows:,}"
                )
                for each in report.sources
            ],
        ),
        "used": chart.bars(
            "Persons mentioned, and those that may be used · 提及人次与可用人次",
            [
                chart.Bar(each.id, each.mentions, each.used, f"{each.used:,} / {each.mentions:,}")
                for each in report.sources
                if each.mentions
            ],
        ),
        "links": chart.columns(
            "Links by probability · 关联概率分布", figures.TENTHS, figures.tenths(report.links["probability"])
        ),
        "sizes": chart.columns(
            "Identities by number of records · 身份的记录数分布",
            [label for label, _ in figures.SIZES],
            figures.identity_sizes(report.identities),
        ),
        "contacts": chart.columns(
            "Contacts by probability; strong: advised · 联系方式概率分布（深色为建议）",
            figures.TENTHS,
            figures.tenths(report.contacts["probability"]),
            figures.tenths(report.contacts["probability"], report.contacts["advised"]),
        ),
        "coverage": chart.bars(
            "Borrowers with a contact; strong: an advised one · 有联系方式的借款人（深色为有建议的）",
            [
                chart.Bar(f"{en} · {zh}", have, tried, f"{have / listed:.0%} ({tried / listed:.0%})")
                for en, zh, have, tried in figures.coverage(report)
            ],
            full=listed,
        ),
        **(_fate(report.standing) if report.standing else {}),
    }
    return {name: Markup(svg) for name, svg in drawn.items()}  # chart escapes every text


def _fate(standing: Standing) -> dict[str, str]:
    """Return the charts of how good the ranked numbers are."""
    return {
        "trade": chart.bars(
            "First numbers by least probability; strong: the borrower is reached · 首选号码（深色为联系到本人）",
            [
                chart.Bar(f"≥ {least:.1f}", right + wrong, right, f"{right:.0%} / {wrong:.0%}")
                for least, _, right, wrong in standing.curve
            ],
        ),
        "reliability": chart.bars(
            "Numbers by mean probability; strong: share that reaches · 平均概率与实际比例（深色为实际）",
            [
                chart.Bar(f"{expected:.2f}", 1.0, found, f"{found:.2f} ({count})")
                for expected, found, count in standing.reliability
            ],
            full=1.0,
        ),
    }
