"""Local time where a person may be: every zone counts, and an unknown one is no zone at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_FOLDS = (0, 1)


def zone(name: str) -> ZoneInfo | None:
    """Return the time zone with this IANA name, None if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder
        return None


def local_times(at: datetime, names: tuple[str, ...]) -> list[datetime] | None:
    """Return an instant as local time in each zone; None if there is no zone or one of them is not known."""
    zones = [zone(name) for name in names]
    if not zones or None in zones:
        return None
    return [at.astimezone(each) for each in zones]


def instants(local: datetime, place: ZoneInfo) -> list[datetime]:
    """Return the instants (UTC) of a wall-clock time: two in the hour that happens twice, none in the one left out."""
    return list(_instants(local, place))


def _instants(local: datetime, place: ZoneInfo) -> Iterator[datetime]:
    found: set[datetime] = set()
    for fold in _FOLDS:
        instant = local.replace(tzinfo=place, fold=fold).astimezone(UTC)
        exists = instant.astimezone(place).replace(tzinfo=None) == local.replace(tzinfo=None, fold=0)
        if exists and instant not in found:
            found.add(instant)
            yield instant


def days_between(earlier: datetime, later: datetime, names: tuple[str, ...]) -> list[timedelta] | None:
    """Return in each zone how many calendar days lie between two instants; None where a zone is not known."""
    left, right = local_times(earlier, names), local_times(later, names)
    if left is None or right is None:
        return None
    return [end.date() - start.date() for start, end in zip(left, right, strict=True)]
