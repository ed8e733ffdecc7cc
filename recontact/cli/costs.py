"""A plan as lines: what linking takes, and rule by rule the pairs and why they may grow."""

from typing import Any


def plan_text(plan: dict[str, Any]) -> str:
    """Return what a plan (`linkage.plan.Plan` as a dict) says; `read_seconds`, where it has them, are told, too."""
    before = (
        f"reading and cleaning took {plan['read_seconds']:,.1f} s here; linking: " if "read_seconds" in plan else ""
    )
    lines = [
        f"{plan['rows']:,} records: {before}about {plan['pairs']:,} pairs to compare, "
        f"{plan['seconds']:,.1f} s from here on, {plan['mib']:,} MiB at the most."
    ]
    for rule in sorted(plan["rules"], key=lambda rule: -rule["compared"]):
        line = f"  {rule['rule']:<32} {rule['compared']:>14,} pairs; largest block {rule['largest']:,} records"
        if rule["pairs_over_cap"]:
            line += f"; {rule['pairs_over_cap']:,} pairs left out, their blocks are too large"
        lines.append(line + ("; grows with the square of the records" if rule["grows"] else ""))
    return "\n".join(lines)
