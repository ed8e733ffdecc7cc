"""Which channels of contact make use of a type of contact point."""

CHANNELS = {
    "mobile": ("voice", "sms"),
    "landline": ("voice",),
    "email": ("email",),
    "im": ("im",),
    "address": ("mail", "visit"),
    "in_app": ("in_app",),
}
"""Per contact type: one declared channel of these opens it."""


def usable(contact_type: str, declared: tuple[str, ...]) -> tuple[str, ...]:
    """Return by which of the declared channels a point of this type can be used."""
    return tuple(channel for channel in CHANNELS.get(contact_type, ()) if channel in declared)
