"""What came to a borrower's permitted contacts between two days, and all that is known of one of them in time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from recontact import configs
from recontact.graph.moment import Difference, Moment, difference, history, other_people
from recontact.stored import StoredRun

Key = tuple[str, str]
"""Kind and key of a point."""
Row = dict[str, Any]


def changes(run: StoredRun, identity: int, shown: Mapping[Key, Row], since: date, until: date) -> Row:
    """Return `appeared` and `seen_again` (rows of `shown`), `others`: how many more points came or came again that may
    not be shown, and the numbers of `records` and `events` that came. `shown`: released contacts by their point."""
    around = run.index.part([identity])
    found: Difference = difference(around, identity, since, until)
    rows = {
        name: sorted((shown[key] for key in keys if key in shown), key=lambda row: int(row["rank"]))
        for name, keys in (("appeared", found.appeared), ("seen_again", found.seen_again))
    }
    others = sum(key not in shown for key in (*found.appeared, *found.seen_again))
    return {**rows, "others": others, "records": found.records, "events": found.events}


def moments(run: StoredRun, identity: int, key: Key) -> Row:
    """Return `moments` (on, what, source, record_id, sentences) of a point in time order and `other_people`, counted.

    Somebody else's record or attempt is said to be there on its day; neither source nor key of it is told.
    """
    around = run.index.part([identity])
    sentences = configs.load("vocabularies/moments.yaml")
    told = [_told(moment, sentences) for moment in history(around, identity, *key)]
    return {"moments": told, "other_people": other_people(around, identity, *key)}


def _told(moment: Moment, sentences: Any) -> Row:
    happened = moment.what not in sentences
    words = sentences["event"] if happened else sentences[moment.what]
    kind, _, result = moment.what.partition(" ")
    named = sentences["words"]
    facts = {
        lang: {"kind": named.get(kind, {}).get(lang, kind), "result": named.get(result, {}).get(lang, result)}
        for lang in ("en", "zh")
    }
    return {"on": moment.on, "what": moment.what, "source": moment.source, "record_id": moment.record_id,
            "en": words["en"].format(**facts["en"]), "zh": words["zh"].format(**facts["zh"])}  # fmt: skip
