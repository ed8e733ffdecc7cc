"""May a contact be shown? Asked of every candidate row before it leaves; what is refused here is counted, not shown."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.coverage import CHANNELS, words
from recontact.policy.jurisdiction import Rules
from recontact.policy.sighting import EMPLOYER, OWN, THIRD, Sightings, named_keys, point_key, sighted, sure_keys
from recontact.policy.stop import Stops, stop_key
from recontact.policy.subject import SEPARATOR, flat, positions
from recontact.policy.use import Use

_NOTHING = pa.scalar(None, pa.string())


def permit_show(contacts: pa.Table, sightings: Sightings, stops: Stops, use: Use) -> pa.Table:
    """Return per candidate the rule that forbids showing it (`refused`, null if none), the one that permits it, and
    the `channels` by which it may be used, joined by `;`.

    `contacts` has the columns borrower_id, identity, kind, point, party (own | third-party), hub and presumed_other
    (bool). `permitted` is the rule of lawful basis with the declared basis behind a colon: `cn-pipl-13:consent`.
    """
    rules = use.rules
    seen = sighted(sightings, use)
    key = point_key(flat(contacts["identity"]), flat(contacts["kind"]), flat(contacts["point"]))
    own = pc.equal(flat(contacts["party"]), "own")
    refused = pc.coalesce(
        _if(pc.is_in(flat(contacts["borrower_id"]), value_set=stops.borrowers), rules.naming("do_not_contact")),
        _if(_stopped(contacts, own, stops), rules.naming("stop")),
        _if(flat(contacts["hub"]), rules.naming("hub")),
        pc.if_else(
            own,
            _own(key, flat(contacts["borrower_id"]), seen, named_keys(sightings), rules),
            _third(key, _found(flat(contacts["borrower_id"]), stops), seen, rules),
        ),
        _namesake(key, contacts, seen, sightings, rules),
        _if(pc.and_(own, flat(contacts["presumed_other"])), rules.naming("presumed_other")),
    )
    mine, theirs = _reachable(seen, OWN), _reachable(seen, THIRD)
    basis = pc.if_else(own, _first(key, mine, "basis"), _first(key, theirs, "basis"))
    permitted = pc.binary_join_element_wise(rules.naming("lawful_basis"), basis, ":")
    channels = pc.if_else(own, _channels(key, mine), _channels(key, theirs))
    return pa.table({
        "refused": refused,
        "permitted": pc.if_else(pc.is_null(refused), permitted, _NOTHING),
        "channels": channels,
    })  # fmt: skip


def _stopped(contacts: pa.Table, own: pa.Array, stops: Stops) -> pa.Array:
    borrower, point = flat(contacts["borrower_id"]), flat(contacts["point"])
    asked = pc.is_in(stop_key(borrower, point), value_set=stops.answered)
    return pc.or_(asked, pc.and_not(pc.is_in(point, value_set=stops.points), own))


def _own(key: pa.Array, borrower: pa.Array, seen: pa.Table, others: pa.Array, rules: Rules) -> pa.Array:
    """Refuse as the borrower's own what no usable record names so: a third party's value is never the borrower's.

    What the borrower's own rows give as somebody else's (`others`) is the borrower's only if a record with the
    borrower's very number says so too; a record that was merely linked may be that other person's.
    """
    named = seen.filter(pc.equal(flat(seen["party"]), OWN))
    said = pc.binary_join_element_wise(flat(named["key"]), flat(named["customer"]), SEPARATOR)
    surely = pc.is_in(pc.binary_join_element_wise(key, borrower, SEPARATOR), value_set=said)
    return pc.coalesce(
        _unless(_holds(key, named), rules.naming("own")),
        _if(pc.and_not(pc.is_in(key, value_set=others), surely), rules.naming("own")),
        _unless(_holds(key, _reachable(seen, OWN)), rules.naming("channel")),
    )


def _namesake(key: pa.Array, contacts: pa.Table, seen: pa.Table, sightings: Sightings, rules: Rules) -> pa.Array:
    """Refuse a point all of whose rows are connected with the borrower by facts that a namesake shares."""
    side = pc.if_else(pc.equal(flat(contacts["party"]), "own"), OWN, THIRD)
    asked = pc.binary_join_element_wise(key, side, flat(contacts["borrower_id"]), SEPARATOR)
    refused = pa.nulls(len(key), pa.string())
    for rule in rules.of("namesake"):
        sure = sure_keys(seen, sightings, rule.reads.alone)
        if sure is not None:
            refused = pc.coalesce(refused, _unless(pc.is_in(asked, value_set=sure), rule.id))
    return refused


def _found(borrower: pa.Array, stops: Stops) -> pa.Array:
    """Whether a borrower is not lost by the rule of the place: who can be reached is not asked after."""
    return pa.array(np.ones(len(borrower), bool)) if stops.lost is None else pc.invert(pc.is_in(borrower, stops.lost))


def _third(key: pa.Array, found: pa.Array, seen: pa.Table, rules: Rules) -> pa.Array:
    """Refuse a third party's point without their own basis, in a role that may not be reached, or of the workplace.

    Where the place allows third parties only for a borrower who is lost, those of the others are refused (`found`).
    """
    named = seen.filter(pc.equal(flat(seen["party"]), THIRD))
    work = seen.filter(pc.equal(flat(seen["party"]), EMPLOYER))
    allowed = named.filter(pc.is_null(flat(named["barred"])))
    return pc.coalesce(
        _if(_holds(key, work), rules.naming("employer")),
        _unless(_holds(key, named), rules.naming("third_party_basis")),
        pc.if_else(_holds(key, allowed), _NOTHING, _first(key, named, "barred")),
        pc.if_else(found, pa.scalar(rules.for_the_lost(), pa.string()), _NOTHING),
        _unless(_holds(key, _reachable(seen, THIRD)), rules.naming("channel")),
    )


def _reachable(seen: pa.Table, party: str) -> pa.Table:
    barred = pc.is_valid(flat(seen["barred"])) if party == THIRD else pa.scalar(False)
    fits = pc.and_(pc.equal(flat(seen["party"]), party), pc.not_equal(flat(seen["channels"]), 0))
    return seen.filter(pc.and_(fits, pc.invert(barred)))


def _holds(key: pa.Array, seen: pa.Table) -> pa.Array:
    return pc.is_in(key, value_set=flat(seen["key"]))


def _first(key: pa.Array, seen: pa.Table, column: str) -> pa.Array:
    """Return what the alphabetically first sighting of each candidate says, so that row order does not matter."""
    ordered = seen.sort_by([("key", "ascending"), (column, "ascending")])
    return flat(ordered[column]).take(pc.index_in(key, value_set=flat(ordered["key"])))


def _channels(key: pa.Array, seen: pa.Table) -> pa.Array:
    """Return by which channels some sighting of each candidate may be used."""
    coded = flat(seen["key"]).dictionary_encode()
    together = np.zeros(len(coded.dictionary) + 1, np.int64)
    np.bitwise_or.at(together, coded.indices.to_numpy(), seen["channels"].to_numpy())
    distinct, which = np.unique(together[positions(key, coded.dictionary)], return_inverse=True)
    return pa.array([";".join(words(mask, CHANNELS)) for mask in distinct.tolist()], pa.string()).take(pa.array(which))


def _if(condition: pa.Array, rule: str) -> pa.Array:
    return pc.if_else(condition, rule, _NOTHING)


def _unless(condition: pa.Array, rule: str) -> pa.Array:
    return pc.if_else(condition, _NOTHING, rule)
