"""A home telephone goes with the home: what is known of the dwelling is told to the line."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from recontact.graph.scene import Flags, Floats, Ints, Scene, matches
from recontact.graph.steps import CODES, Steps, code_of, joined, steps
from recontact.schema import CONTACT_TYPES, USAGES

_OF_THE_ADDRESS_ALONE = np.isin(CODES, ("named_as_third_party", "workplace", "shared", "hub", "household"))
"""By code: what says that an address is another's, not that somebody left it."""
_ENOUGH = 0.5
"""Usages that make an address more likely the home than not."""


def of_the_home(scene: Scene, told: Sequence[Steps]) -> Steps:
    """Return the steps of dwellings (among `told`) as steps of the lines that a record names together with them.

    Who is seen again at the dwelling has kept its line, and who left it has left the line there: so far as a line
    follows its home (`goes_with_home`). What came before the line was known, or from a record that names the line as
    well, says nothing more of it; nor does anything of a line that never was the person's."""
    held = scene.holdings
    line, home = lines_and_homes(scene)
    if not len(line):
        return told[0].take(line)
    of_homes = joined([part.take(np.flatnonzero(_tells(scene, part, home))) for part in told])
    order = np.argsort(of_homes.holding, kind="stable")
    pair, place = matches(of_homes.holding[order], home)
    line, carried = line[pair], of_homes.take(order[place])
    new = (carried.day > held.value_first[line]) & ~_names_line(scene, carried.observation, line)
    line, carried = line[new], carried.take(np.flatnonzero(new))
    likelihoods = _followed(carried.loglik, scene.settings.goes_with_home)
    code = np.where(likelihoods[:, 2] < 0.0, code_of("home_kept"), code_of("home_left"))
    return steps(line, carried.day, likelihoods, code, observation=carried.observation, event=carried.event)


def lines_and_homes(scene: Scene) -> tuple[Ints, Ints]:
    """Return listed holdings that are home telephones, ascending, and of each the dwelling that the latest record to
    name both gives."""
    seen, held = scene.sightings, scene.holdings
    home_usage = np.array([scene.settings.usage.get(name, 0.5) > _ENOUGH for name in USAGES])
    type_ = held.type[seen.holding]
    listed = held.listed[seen.holding] & (seen.copied_from < 0)
    homes = np.flatnonzero(listed & (type_ == CONTACT_TYPES.index("address")) & home_usage[seen.usage])
    lines = np.flatnonzero(listed & (type_ == CONTACT_TYPES.index("landline")))
    homes = homes[np.argsort(seen.mention[homes], kind="stable")]
    place = np.searchsorted(seen.mention[homes], seen.mention[lines])
    place = np.minimum(place, max(len(homes) - 1, 0))
    found = seen.mention[homes[place]] == seen.mention[lines] if len(homes) else np.zeros(len(lines), dtype=np.bool_)
    lines, homes = lines[found], homes[place[found]] if len(homes) else homes
    order = np.lexsort((seen.observation[lines], seen.day[lines], seen.holding[lines]))
    lines, homes = lines[order], homes[order]
    last = np.append(np.diff(seen.holding[lines]) > 0, True)[: len(lines)]
    return seen.holding[lines[last]], seen.holding[homes[last]]


def _tells(scene: Scene, told: Steps, home: Ints) -> Flags:
    is_home = np.zeros(len(scene.holdings), dtype=np.bool_)
    is_home[home] = True
    silent = _OF_THE_ADDRESS_ALONE[told.code]
    return is_home[told.holding] & ~silent & (told.loglik[:, 0] != told.loglik[:, 2])


def _names_line(scene: Scene, observation: Ints, line: Ints) -> Flags:
    """Whether the record of an observation names the line as well."""
    seen = scene.sightings
    mention = np.asarray(scene.graph.observations["mention"].to_numpy(), dtype=np.int64)
    known = np.sort(_key(seen.mention.astype(np.int64), seen.holding, len(scene.holdings)))
    wanted = _key(np.where(observation >= 0, mention[np.maximum(observation, 0)], -1), line, len(scene.holdings))
    place = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    result: Flags = (known[place] == wanted) & (observation >= 0) if len(known) else np.zeros(0, dtype=np.bool_)
    return result


def _key(mention: Any, holding: Ints, size: int) -> Any:
    return mention * (size + 1) + holding


def _followed(likelihoods: Floats, follows: float) -> Floats:
    """Likelihoods for a line: given up with the home, or not; halfway for a stranger's, of which nothing is known."""
    given_up = likelihoods[:, 2:5] - likelihoods[:, :1]
    given_up = np.log(follows * np.exp(given_up) + 1.0 - follows)
    result = np.zeros_like(likelihoods)
    result[:, 2:5] = given_up
    result[:, 5] = given_up[:, 2] / 2.0
    return result
