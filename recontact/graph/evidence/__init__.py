"""What an observation, a check or an outcome says of a contact point: one function per kind."""

from collections.abc import Callable

from recontact.graph.evidence.account import account
from recontact.graph.evidence.checks import status, tenure, three_element
from recontact.graph.evidence.lost import lost_on_file
from recontact.graph.evidence.newer_point import newer_point, other_seen_later
from recontact.graph.evidence.outcomes import email, in_app, mail, sms, voice, voice_other
from recontact.graph.evidence.roles import named_as_third_party, workplace
from recontact.graph.evidence.sharing import seen_with_other_later, shared
from recontact.graph.evidence.sighting import sighting
from recontact.graph.scene import Scene
from recontact.graph.steps import Steps

Evidence = Callable[[Scene], Steps]
"""Columns in, steps out: the day, and how likely what was seen is under each state of the point."""

EVIDENCE: tuple[Evidence, ...] = (
    sighting,
    named_as_third_party,
    workplace,
    shared,
    seen_with_other_later,
    newer_point,
    other_seen_later,
    account,
    lost_on_file,
    status,
    tenure,
    three_element,
    voice,
    voice_other,
    sms,
    email,
    mail,
    in_app,
)
"""In the order in which steps of one day are taken."""
