"""What is known of e-mail providers, and what an address's own parts say of its worth."""

from functools import cache
from typing import Any

from rapidfuzz.distance import OSA

from recontact import configs

_ENDS_OF = {"com": ("con", "cm", "co", "om", "comm", "cmo", "ocm", "coml", "cpm", "vom", "xom", "com.com", "cim")}
"""How `com` is mistyped."""
_LONG = 4
"""Letters of a provider's name from which another that differs in one is hardly somebody else."""
_COUNTED = "01234567890"
_LEAST = 3
"""Digits from which a local part that counts up or repeats one is made up."""


def flags_of(local: str, domain: str) -> tuple[str, ...]:
    """Return what speaks against writing to an address as to one person's of today."""
    said = {
        "role_account": local in facts()["role_accounts"],
        "mistyped_domain": domain in facts()["mistyped"] or _is_near_provider(domain),
        "disposable": domain in facts()["disposable"],
        "relay": domain in facts()["relays"],
        "closed_provider": domain in facts()["closed"],
    }
    return tuple(flag for flag, holds in said.items() if holds)


def is_made_up(local: str, domain: str) -> bool:
    """Whether an address was typed to get past a form: by a list, or since it repeats or counts."""
    if domain in facts()["placeholder_domains"] or f"{local}@{domain}" in facts()["placeholders"]:
        return True
    counted = local.isdigit() and len(local) >= _LEAST and (len(set(local)) == 1 or local in _COUNTED)
    repeated = len(local) >= _LEAST and len(set(local)) == 1
    return counted or repeated or (local in facts()["placeholder_names"] and domain in facts()["open_to_all"])


def facts() -> dict[str, Any]:
    """Return the lists of `vocabularies/email.yaml`, each a mapping of a domain or name to the reason."""
    listed: dict[str, Any] = configs.load("vocabularies/email.yaml")
    return listed


@cache
def _is_near_provider(domain: str) -> bool:
    """Whether a domain is one slip away from a large provider's and none that is known itself."""
    if domain in facts()["open_to_all"] or domain in facts()["not_mistyped"]:
        return False
    label, _, end = domain.partition(".")
    for provider in facts()["open_to_all"]:
        meant, _, meant_end = provider.partition(".")
        if label == meant and end in _ENDS_OF.get(meant_end, ()):
            return True
        if end == meant_end and len(meant) > _LONG and OSA.distance(label, meant, score_cutoff=1) == 1:
            return True
    return False
