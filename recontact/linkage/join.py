"""Kernel: joins groups of rows along links, strongest first, unless what the groups know contradicts the join."""

from typing import Any, NamedTuple

import numpy as np

from recontact.compiled import kernel, leaf
from recontact.linkage.compare import compare

Array = np.ndarray[Any, Any]
MEMBERS = 8  # of each group are looked at, the earliest joined ones: enough to hear a contradiction, bounded in time
ID = 1
ID_AGREES, ID_DIFFERS = 4, 7  # up to "one off"; from "partly different" on
AGREE, DIFFER = 1, 2


class Links(NamedTuple):
    """Links to join along, in this order."""

    left: Array
    right: Array
    weight: Array
    """float64: log2 odds."""
    id_level: Array
    """int8: the level of the identity numbers, so that nothing is held against a join which the weight has counted."""
    sure: Array
    """bool: the comparison of the two rows themselves speaks for one person."""


@kernel
def join(p: Any, w: Any, links: Any, apart: Any, apart_bounds: Any, settings: Any) -> Any:
    """Return the group of every row (its first row's number) and how many links were refused.

    settings: least weight of a join, bits against joining different identity numbers, share of the mean conflict,
    share of what speaks for kin in it.
    """
    rows = apart_bounds.shape[0] - 1
    levels = np.zeros(w.match.shape[0], np.int64)
    rarities = np.zeros(w.match.shape[0], np.float64)
    root = np.arange(rows)
    after = np.full(rows, -1, np.int64)  # the next member of the same group
    last = np.arange(rows)
    refused = 0
    for i in range(links.left.shape[0]):
        a = root[links.left[i]]
        b = root[links.right[i]]
        if a == b:
            continue
        against = 0.0
        pairs = 0
        ids = 0
        alone = after[a] < 0 and after[b] < 0  # then the link itself is all there is, and it speaks for the join
        x = -1 if alone else a
        for _ in range(MEMBERS):
            y = -1 if x < 0 else b
            for _ in range(MEMBERS):
                if y < 0:
                    break
                if links.sure[i] and x == links.left[i] and y == links.right[i]:
                    ids |= _ids(np.int64(links.id_level[i]))
                else:
                    compare(p, x, y, levels, rarities)  # the one call: compiled wherever it stands, it takes seconds
                    against += _against(w, levels, rarities, settings[3])
                    ids |= _ids(levels[ID])
                pairs += 1
                y = after[y]
            x = -1 if x < 0 else after[x]
        unheard = ids == DIFFER and links.id_level[i] < ID_DIFFERS
        bits = settings[2] * against / max(pairs, 1) + (settings[1] if unheard else 0.0)
        if links.weight[i] - bits < settings[0] or _kept_apart(b, root, after, apart, apart_bounds, a):
            refused += 1
        else:
            _append(min(a, b), max(a, b), root, after, last)
    return root, refused


@leaf
def _against(w: Any, levels: Any, rarities: Any, share: Any) -> Any:
    """Return the bits that two rows say against one person: for strangers, or for kin, as common as they are."""
    match = 0.0
    kin = 0.0
    for c in range(levels.shape[0]):
        shared = w.rarity[c, levels[c]] * rarities[c]
        match += w.match[c, levels[c]] + shared
        kin += w.kin[c, levels[c]] + shared
    return max(0.0, -match, share * (kin + w.prior[1] - match - w.prior[0]))


@leaf
def _ids(level: Any) -> Any:
    """Return DIFFER, AGREE or 0; of a group both may be true."""
    return DIFFER if level >= ID_DIFFERS else AGREE if level > 0 and level <= ID_AGREES else 0


@leaf
def _append(a: Any, b: Any, root: Any, after: Any, last: Any) -> Any:
    """Put the members of group `b` behind those of group `a`."""
    after[last[a]] = b
    last[a] = last[b]
    member = b
    while member >= 0:
        root[member] = a
        member = after[member]


@kernel
def _kept_apart(b: Any, root: Any, after: Any, apart: Any, bounds: Any, a: Any) -> Any:
    """Return whether a member of group `b` must not meet a member of group `a`."""
    member = b
    while member >= 0:
        for i in range(bounds[member], bounds[member + 1]):
            if root[apart[i]] == a:
                return True
        member = after[member]
    return False


@kernel
def best_links(left: Any, right: Any, weight: Any, identity: Any) -> Any:
    """Return per row the weight of its best link within its identity, and of its best link to another; -inf if none."""
    own = np.full(identity.shape[0], -np.inf)
    other = np.full(identity.shape[0], -np.inf)
    for i in range(left.shape[0]):
        target = own if identity[left[i]] == identity[right[i]] else other
        target[left[i]] = max(target[left[i]], weight[i])
        target[right[i]] = max(target[right[i]], weight[i])
    return own, other


@kernel
def numbered(codes: Any) -> Any:
    """Return codes below their own number with the numbers 0, 1, … in order of appearance (int32)."""
    number = np.full(codes.shape[0], -1, np.int32)
    found = np.empty(codes.shape[0], np.int32)
    count = 0
    for i in range(codes.shape[0]):
        if number[codes[i]] < 0:
            number[codes[i]] = count
            count += 1
        found[i] = number[codes[i]]
    return found
