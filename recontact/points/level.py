"""The level on which two values of a kind agree: one code, and the sentence that an investigator reads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a comparison. Levels are listed `unknown` first, then from the best agreement down to `different`."""

    code: str
    """One coded word, unique within its comparison."""
    en: str
    """The claim as an English sentence."""
    zh: str
    """The same claim in Chinese."""
