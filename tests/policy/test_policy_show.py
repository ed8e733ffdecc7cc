"""May a contact be shown: invented borrowers, what was seen of their points, and the rule that withholds each."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from recontact import schema
from recontact.policy.jurisdiction import read_rules
from recontact.policy.show import permit_show
from recontact.policy.sighting import Links, Sightings, named_points
from recontact.policy.stop import Stops, stops
from recontact.policy.use import Use
from recontact.schema import Declaration, Source

TODAY = date(2026, 6, 30)
DECLARED = Declaration("consent", "n", "e", "Lender", ("Lender",), ("voice", "mail"), ("phone",))
SOURCES = {
    "forms": Source(id="forms", declaration=DECLARED),
    "mails": Source(id="mails", declaration=replace(DECLARED, channels=("email",), lawful_basis="contract")),
}
NOTHING = Stops(*[pa.array([], pa.string())] * 3, lost=pa.array(["C1"]))

# row, role, source, point (synthetic numbers), usage
SEEN = [
    (1, "self", "forms", "+861", "own"),
    (1, "emergency_contact_1", "forms", "+862", "own"),
    (1, "self", "forms", "+863", "work"),
    (2, "self", "mails", "+864", "own"),
    (3, "emergency_contact_2", "forms", "+861", "own"),  # another borrower names this one
    (3, "self", "forms", "+865", "own"),
    (3, "buyer", "forms", "+866", "account"),
]
IDENTITY = {1: 7, 2: 7, 3: 8}


def sightings(rows: list = SEEN) -> Sightings:
    mentions = [
        {"source": source, "row": row, "record_id": f"R{row}" if role == "self" else f"R{row}#{role}", "role": role}
        for row, role, source, _, _ in rows
    ]
    seen = [
        {"mention": at, "kind": "phone", "type": "mobile", "point": point, "value": point, "usage": usage}
        for at, (_, _, _, point, usage) in enumerate(rows)
    ]
    identity = np.array([IDENTITY[row] if role == "self" else -1 for row, role, *_ in rows], np.int32)
    tables = pa.Table.from_pylist(seen, schema.OBSERVATIONS), pa.Table.from_pylist(mentions, schema.MENTIONS)
    return Sightings(*tables, identity, SOURCES)


def contact(point: str, party: str = "own", identity: int = 7, borrower: str = "C1", **marks: bool) -> dict:
    row = {"borrower_id": borrower, "identity": identity, "kind": "phone", "point": point}
    return {**row, "party": party, "hub": False, "presumed_other": False, **marks}


def shown(rows: list[dict], stopped: Stops = NOTHING, places: tuple[str, ...] = ("cn",), **changes) -> list:
    use = replace(Use("recontact_lost_borrower", TODAY, read_rules(places)), **changes)
    return answers(rows, sightings(), stopped, use)


def answers(rows: list[dict], seen: Sightings, stopped: Stops = NOTHING, use: Use | None = None) -> list:
    use = use or Use("recontact_lost_borrower", TODAY, read_rules(["cn"]))
    found = permit_show(pa.Table.from_pylist(rows), seen, stopped, use)
    return [row["refused"] or row["permitted"] for row in found.to_pylist()]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (contact("+861"), "cn-pipl-13:consent"),
        (contact("+862"), "floor-own"),  # named only as somebody else's: never the borrower's own
        (contact("+863"), "floor-own"),  # the employer's
        (contact("+864"), "floor-channel"),  # its only source declares e-mail, not calls
        (contact("+861", identity=8), "floor-own"),  # that borrower only named it as a contact's
        (contact("+869"), "floor-own"),  # never seen
        (contact("+861", hub=True), "floor-hub"),
        (contact("+861", presumed_other=True), "floor-presumed-other"),  # passed on: not shown until it is verified
        (contact("+862", "third-party", presumed_other=True), "cn-pipl-13:consent"),
        (contact("+862", "third-party"), "cn-pipl-13:consent"),
        (contact("+863", "third-party"), "cn-gbt-object"),
        (contact("+861", "third-party"), "cn-pipl-23"),  # nobody else's basis in this borrower's rows
        (contact("+866", "third-party", identity=8), "cn-gbt-contact"),  # a buyer is not among the roles
    ],
)
def test_each_candidate(row: dict, rule: str) -> None:
    assert shown([row]) == [rule]


@pytest.mark.parametrize(("fact", "refused"), [("customer", None), ("phones", None), ("address", "gb-conc-same-name")])
def test_whom_a_name_and_an_address_alone_find_is_nobody_where_the_law_says_so(fact: str, refused: str | None) -> None:
    none = np.zeros(0, np.int64)
    anchors = pa.table({"borrower_id": ["C1"], "mention": [0], "fact": [fact]})
    seen = replace(sightings(), links=Links(none, none, {"name": none.astype(bool)}, anchors))
    for places, rule in ((["cn"], None), (["cn", "gb"], refused)):
        use = Use("recontact_lost_borrower", TODAY, read_rules(places))
        found = permit_show(pa.Table.from_pylist([contact("+861")]), seen, NOTHING, use)
        assert found["refused"].to_pylist() == [rule]


def test_third_parties_only_where_every_jurisdiction_allows_and_for_that_purpose() -> None:
    row = [contact("+862", "third-party")]
    assert shown(row, places=("cn", "hk")) == ["hk-code-43"]
    assert shown(row, places=("us-ma",)) == ["floor-lawful-basis:consent"]
    assert shown(row, purpose="legal_notice") == ["cn-gbt-contact"]


def test_who_said_stop_stays_stopped() -> None:
    people = sightings([*SEEN, (1, "emergency_contact_1", "forms", "+867", "own")])
    mentions = people.mentions.take([0, 1, 2, 3, 4, 5, 6])
    observations = people.observations.set_column(0, "mention", pa.array([0, 1, 2, 3, 4, 5, 6, 1], pa.int32()))
    events = [
        {"result": "third_party_refused", "value": "+862", "on": date(2026, 1, 1), "customer": "C1"},
        {"result": "third_party_refused", "value": "+861", "on": date(2026, 1, 1), "customer": "C2"},
        {"result": "third_party_refused", "value": "+865", "on": date(2026, 7, 1)},  # after the day of the run
        {"result": "third_party_refused", "value": "+868", "on": None},  # no day: it stands
        {"result": "no_answer", "value": "+861", "on": date(2026, 1, 1)},
    ]
    never = [{"source": "*", "record_id": "C9", "subject": "self", "purpose": "all"}]
    found = stops(
        pa.Table.from_pylist(events, schema.EVENTS),
        pa.Table.from_pylist(never, schema.BASES),
        mentions,
        observations,
        TODAY,
    )
    assert set(found.points.to_pylist()) == {"+861", "+862", "+867", "+868"}  # the person's other number as well
    assert found.borrowers.to_pylist() == ["C9"]
    rows = [contact("+862", "third-party"), contact("+861", borrower="C9")]
    assert shown(rows, found) == ["cn-gbt-stop", "cn-civil-1033"]
    # who refused to be asked about C2 is a borrower as well, and may be reached for a debt of their own
    assert shown([contact("+861"), contact("+861", borrower="C2")], found) == ["cn-pipl-13:consent", "cn-gbt-stop"]


def test_what_the_borrowers_rows_name_as_somebody_elses_needs_a_record_of_the_borrowers_own() -> None:
    rows = [(1, "emergency_contact_1", "forms", "+861", "own"), (2, "self", "forms", "+861", "own")]
    for customer, rule in ((None, "floor-own"), ("C2", "floor-own"), ("C1", "cn-pipl-13:consent")):
        # row 1 is the borrower's, row 2 was linked to it: it may be the other person's
        found = sightings([*rows, (1, "self", "forms", "+869", "own")])
        customers = pa.array([None, customer, "C1"], pa.string())
        mentions = found.mentions.set_column(found.mentions.column_names.index("customer"), "customer", customers)
        usable = replace(found, mentions=mentions)
        assert answers([contact("+861")], usable) == [rule]
        # the row's third party may not be used, but is known to be one
        kept = replace(
            usable,
            mentions=mentions.slice(1),
            observations=found.observations.slice(1).set_column(0, "mention", pa.array([0, 1], pa.int32())),
            identity=found.identity[1:],
        )
        assert answers([contact("+861")], kept) == ["cn-pipl-13:consent"]
        assert answers([contact("+861")], replace(kept, named=named_points(found.observations, mentions))) == [rule]


def test_no_candidates() -> None:
    empty = pa.Table.from_pylist([contact("+861")]).slice(0, 0)
    assert len(permit_show(empty, sightings(), NOTHING, Use("x", TODAY, read_rules(["cn"])))) == 0


def test_third_parties_only_for_a_borrower_who_is_lost_where_the_place_says_so() -> None:
    rows = [contact("+862", "third-party"), contact("+861")]
    for lost in (None, pa.array(["C2"]), pa.array([], pa.string())):  # not known of anybody, of another, of nobody
        nothing = replace(NOTHING, lost=lost)
        assert shown(rows, nothing) == ["cn-gbt-contact", "cn-pipl-13:consent"]  # the borrower's own stay
