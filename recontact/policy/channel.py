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


def opens(contact_type: str, channels: tuple[str, ...]) -> bool:
    """Return whether one of the declared channels uses points of this type."""
    return any(channel in channels for channel in CHANNELS.get(contact_type, ()))
