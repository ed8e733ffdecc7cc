"""What came of attempts: calls, messages, e-mails, letters."""

from collections.abc import Mapping

import numpy as np

from recontact.graph.evidence.answers import answers
from recontact.graph.scene import Scene
from recontact.graph.steps import Steps

_OF_THE_LINE = ("vacant", "suspended", "off", "busy", "no_answer", "hung_up")
"""What a call tells of the line, whomever it was meant for."""


def voice(scene: Scene) -> Steps:
    """Return a step per call to the borrower, and per call for another at the same number that tells of the line."""
    happened = scene.happenings
    called = (happened.kind == "outcome") & (happened.channel == "voice")
    told = _for_borrower(scene) | np.isin(happened.result.astype(str), _OF_THE_LINE)
    return answers(scene, np.flatnonzero(called & told), "voice", scene.settings.voice)


def voice_other(scene: Scene) -> Steps:
    """Return a step per call in which another customer was reached at the same number."""
    happened = scene.happenings
    called = (happened.kind == "outcome") & (happened.channel == "voice") & (happened.customer >= 0)
    rows = np.flatnonzero(called & ~_for_borrower(scene))
    return answers(scene, rows, "voice_other", scene.settings.voice_other)


def sms(scene: Scene) -> Steps:
    """Return a step per text message: it was delivered to a line, whoever's."""
    return _channel(scene, "sms", scene.settings.sms)


def email(scene: Scene) -> Steps:
    """Return a step per e-mail."""
    return _channel(scene, "email", scene.settings.email)


def mail(scene: Scene) -> Steps:
    """Return a step per letter."""
    return _channel(scene, "mail", scene.settings.mail)


def in_app(scene: Scene) -> Steps:
    """Return a step per in-app message."""
    return _channel(scene, "in_app", scene.settings.in_app)


def _channel(scene: Scene, channel: str, table: Mapping[str, tuple[float, ...]]) -> Steps:
    happened = scene.happenings
    sent = (happened.kind == "outcome") & (happened.channel == channel) & _for_borrower(scene)
    return answers(scene, np.flatnonzero(sent), channel, table)


def _for_borrower(scene: Scene) -> np.ndarray:
    happened = scene.happenings
    if not len(happened.holding):
        return np.zeros(0, dtype=np.bool_)
    return happened.customer == scene.holdings.identity[happened.holding]
