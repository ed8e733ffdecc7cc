"""What every file of a run is and what each of its columns says, as data and as the page DATA.md."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

from recontact import configs

_TABLE = "columns.yaml"


def files() -> list[str]:
    """Return the names of all files that a run writes, in the order of the description."""
    return [name for entry in configs.load(_TABLE) for name in entry["files"]]


def undescribed(file: str, columns: Iterable[str]) -> list[str]:
    """Return those columns of a file that the description does not know; every one if it does not know the file."""
    known = [column["name"] for entry in configs.load(_TABLE) if file in entry["files"] for column in entry["columns"]]
    return [name for name in columns if not any(fnmatchcase(name, pattern) for pattern in known)]


def describe() -> str:
    """Return DATA.md: every file and column in English and Chinese."""
    lines = ["# The files of a run · 运行输出文件说明", "", *_PREAMBLE, ""]
    for entry in configs.load(_TABLE):
        lines += [f"## {', '.join(f'`{name}`' for name in entry['files'])}", "", entry["en"], "", entry["zh"], ""]
        if entry["columns"]:
            lines += ["| column | type | what it says | 含义 |", "|---|---|---|---|"]
            lines += [_row(column) for column in entry["columns"]]
            lines.append("")
    return "\n".join(lines)


_PREAMBLE = (
    "Everything here is readable by its owner only and holds personal data. It is for re-establishing contact with the",
    "listed borrowers, and not for decisions on credit, employment, insurance or housing. In CSV a text that begins",
    "with `=`, `+`, `-`, `@`, a tab or a line end has a leading apostrophe, telephone numbers in E.164 excepted.",
    "",
    "本目录仅所有者可读，含个人信息，仅用于与名单内借款人恢复联系，不得用于信贷、雇用、保险或住房决定。",
    "CSV中以`=`、`+`、`-`、`@`、制表符或换行开头的文本前加有撇号（E.164电话号码除外）。",
)


def _row(column: dict[str, Any]) -> str:
    name = "every further column" if column["name"] == "*" else f"`{column['name']}`"
    return f"| {name} | {column['type']} | {column['en']} | {column['zh']} |"
