"""The one model file of a run: weights, frequencies and decay, to be given to a later run or query."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from recontact.errors import UsageError
from recontact.graph.ageing import Decay
from recontact.graph.learned import Learned
from recontact.linkage.model import Model

VERSION = 1


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A linkage model, and how fast this population's points age; `decay` None: not learned yet."""

    linkage: Model = field(repr=False)  # frequencies: thousands of numbers
    decay: Decay | None = None
    learned: Learned | None = None
    """What outcomes or labels taught (`recontact learn`); None: nothing was learned."""

    @classmethod
    def untrained(cls, name: str) -> Self:
        """Return the shipped model `person`, or the untrained or trained one in a JSON file."""
        return cls(Model.default()) if name == "person" else cls.read(Path(name))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return what `content` wrote to `path`; UsageError if it is no model file."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UsageError(f"{path}: cannot be read as a model file ({type(error).__name__})") from None
        if not isinstance(data, dict) or data.get("version") != VERSION or "linkage" not in data:
            raise UsageError(f"{path}: not a model.json of this version ({VERSION}); take one that a run wrote")
        decay = data.get("decay")
        learned = data.get("learned")
        return cls(
            Model.from_dict(data["linkage"]),
            Decay(**decay) if decay else None,
            Learned.from_dict(learned) if learned else None,
        )

    def content(self) -> dict[str, Any]:
        """Return the model as plain data for JSON."""
        return {
            "version": VERSION,
            "linkage": self.linkage.to_dict(),
            "decay": asdict(self.decay) if self.decay else None,
            "learned": self.learned.to_dict() if self.learned else None,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the content in canonical JSON."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
