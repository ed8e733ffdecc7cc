"""Why an edge of the network is there, as a sentence in English and Chinese, without values."""

from collections.abc import Mapping
from typing import Any

from recontact import configs


def told(relation: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """Return `en` and `zh`: the sentence of the relation, filled with what the edge rests on."""
    words = configs.load("vocabularies/case_file.yaml")
    sentence = words["edges"][relation]
    return {lang: sentence[lang].format(**_filled(facts, words["codes"], lang)) for lang in ("en", "zh")}


def _filled(facts: Mapping[str, Any], codes: Mapping[str, Mapping[str, str]], lang: str) -> dict[str, Any]:
    def word(code: str) -> str:
        return codes[code][lang] if code in codes else code.replace("_", " ")

    usages = [word(usage) for usage in facts.get("usages", ())]
    return {
        **facts,
        "day": facts.get("on") or "?",
        "belief": f"{facts.get('belief', 1.0):.3f}",
        "word": word(facts.get("word", "")),
        "usage": ("、" if lang == "zh" else ", ").join(usages) or "?",
    }
