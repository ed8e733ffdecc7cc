"""The style sheet that all pages share: light and dark, wide and narrow, print."""

from importlib.resources import files

from markupsafe import Markup


def style() -> Markup:
    """Return the style sheet, to stand in a page's `style` element."""
    return Markup(files("recontact.report").joinpath("style.css").read_text(encoding="utf-8").rstrip())
