"""Which encoding a text file is in, found from its own bytes."""

import codecs
import io
import re
from functools import cache
from pathlib import Path
from typing import Any

_CHUNK = 1 << 20

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def detect(path: Path, head: bytes) -> str | None:
    """The encoding's Python name, or None if the bytes are no text. `head` is the beginning of the file.

    A file may be plain ASCII for megabytes before its first Chinese character, so the evidence is taken where it
    is: the first block of a megabyte with a byte outside ASCII.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head:
        return _without_mark(head)
    evidence = head if not head.isascii() else _first_beyond_ascii(path)
    if b"\0" in evidence:
        return None
    if _is_utf8(evidence):
        return "utf-8"
    shares = {name: _likeness(evidence, name) for name in ("utf-8", "gb18030", "big5hkscs")} | {
        "cp1252": _lone(evidence)
    }
    name = max(shares, key=lambda candidate: shares[candidate])
    return name if shares[name] > 0.5 else None


def utf8_stream(path: Path, encoding: str) -> io.BufferedReader:
    """Open a file in any encoding, to be read as UTF-8. What cannot be decoded becomes U+FFFD."""
    return io.BufferedReader(_Utf8(path, encoding), _CHUNK)


class _Utf8(io.RawIOBase):
    def __init__(self, path: Path, encoding: str) -> None:
        self._file = path.open("rb")
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = b"more"
        while chunk and not self._ready:
            chunk = self._file.read(_CHUNK)
            self._ready = memoryview(self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace"))
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def close(self) -> None:
        self._file.close()
        super().close()


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without its mark: ASCII punctuation and digits leave a zero in every other byte."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = len(head) // 20  # Chinese text has fewer ASCII characters, but a table has its delimiters and digits
    for name, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if here > enough and there == 0:
            return name
    return None


def _first_beyond_ascii(path: Path) -> bytes:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if not chunk.isascii():
                return chunk
    return b""


def _is_utf8(block: bytes) -> bool:
    """Whether the block is UTF-8, but for a character cut at either end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(block.lstrip(_CONTINUATION) if len(block) == _CHUNK else block)
    except UnicodeDecodeError:
        return False
    return True


_CONTINUATION = bytes(range(0x80, 0xC0))
_BEYOND = re.compile("[^\x00-\x7f]+")
_RUN = re.compile(rb"[\x80-\xff]+")
_ENOUGH = 100_000


def _likeness(block: bytes, name: str) -> float:
    """Share of the characters outside ASCII that are everyday Chinese, if the block were in this encoding."""
    beyond = "".join(_BEYOND.findall(block.decode(name, "replace")))[:_ENOUGH]
    everyday = _everyday()
    return sum(character in everyday for character in beyond) / max(1, len(beyond))


def _lone(block: bytes) -> float:
    """Share of the runs outside ASCII that are one letter long, as accented letters are in Western text."""
    runs = _RUN.findall(block)
    return sum(len(run) == 1 and run >= b"\xc0" for run in runs) / max(1, len(runs))


@cache
def _everyday() -> frozenset[str]:
    """The characters of level 1 of GB 2312 and of Big5 (the few thousand in common use), punctuation and full width."""
    simplified = bytes(byte for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for byte in (high, low))
    lows = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(byte for high in range(0xA4, 0xC7) for low in lows for byte in (high, low))
    signs = (*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F), *map(ord, "·—‘’“”…￥"))
    letters = simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore")
    return frozenset(letters + "".join(map(chr, signs)))
