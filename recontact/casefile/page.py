"""The page: document, style and scripts in one HTML file that may run these scripts and ask no host for anything."""

import base64
import hashlib
import re
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from recontact.casefile.document import to_text

VENDOR = ("cytoscape.min.js", "layout-base.js", "cose-base.js", "cytoscape-fcose.js")
"""In the order in which they need each other; versions, licences and hashes in static/vendor/MANIFEST."""

APP = (
    *("words.js", "element.js", "state.js", "waterfall.js", "table.js", "advice.js"),
    *("look.js", "network.js", "evidence.js", "timeline.js", "filter.js", "start.js"),
)
"""Own scripts, joined into one; the last one starts."""

_CYTOSCAPE_STYLE = "sha256-pgvDUBa4IjFA2yuSJ2cqcyxmNYJMborsd0ORcRv9vw8="
"""Of the one style element that Cytoscape.js puts into the page."""


def html(content: dict[str, Any]) -> str:
    """Return the page of a document (of `document.document`); the same document gives the same text."""
    style = _text("page.css")
    scripts = [_text(f"vendor/{name}") for name in VENDOR]
    own = "\n".join(_text(f"app/{name}") for name in APP)
    scripts.append(f"(() => {{\n'use strict';\n{own}\n}})();\n")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = environment.from_string(_text("page.html.j2"))
    return page.render(
        policy=policy(scripts, style),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(in_script(to_text(content))),
        case=content["case"],
        words=content["words"]["page"],
    )


def policy(scripts: list[str], style: str) -> str:
    """Return the content security policy: these scripts and styles by their hashes, and nothing from anywhere."""
    allowed = " ".join(f"'{hash_of(script)}'" for script in scripts)
    styles = f"'{hash_of(style)}' '{_CYTOSCAPE_STYLE}'"
    return f"default-src 'none'; script-src {allowed}; style-src {styles}; base-uri 'none'; form-action 'none'"


def hash_of(text: str) -> str:
    """Return a text's hash as a content security policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def in_script(text: str) -> str:
    """Return JSON that may stand in a script element: nothing in it can end the element."""
    return re.sub(r"[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _text(name: str) -> str:
    """Return a static file; line ends as browsers read them, since it is these that the hash is of."""
    text = files("recontact.casefile").joinpath("static", name).read_bytes().decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
