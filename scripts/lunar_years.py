"""Write recontact/configs/vocabularies/lunar_years.tsv: run it with `lunar_python` (MIT) installed."""

from pathlib import Path

from lunar_python import LunarYear, Solar

TARGET = Path(__file__).parents[1] / "recontact/configs/vocabularies/lunar_years.tsv"
HEADER = """\
# The Chinese lunisolar calendar 1900-2100: lunar year, Gregorian day of its first day, leap month (0: none), length
# of each month in order (the leap month after its namesake; 1: 30 days, 0: 29). Computed by scripts/lunar_years.py
# with lunar_python 1.4.8 (MIT); astronomical facts.
"""


def row(year: int) -> str:
    """Return one line of the table."""
    months = [month for month in LunarYear.fromYear(year).getMonthsInYear() if month.getYear() == year]
    first = months[0].getFirstJulianDay()
    leap = LunarYear.fromYear(year).getLeapMonth()
    lengths = "".join("1" if month.getDayCount() == 30 else "0" for month in months)
    return f"{year}\t{Solar.fromJulianDay(first).toYmd()}\t{leap}\t{lengths}"


if __name__ == "__main__":
    TARGET.write_text(HEADER + "\n".join(row(year) for year in range(1900, 2101)) + "\n", encoding="utf-8")
