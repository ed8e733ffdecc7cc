"""The marks around telephone numbers in a cell, brought to one form: brackets, masks, lists, labels, numerals."""

import re

_CIRCLED = str.maketrans(dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩", " / "))
_BRACKETS = str.maketrans("【】[]〔〕{}「」", "()()()()()")
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s;,/、]))\(?[1-9]\)?\s*[、.):]?\s*(?<=[、.):\s])(?=1[3-9]\d{9}(?!\d)|0\d{2,3}-?\d{7})"
)
"""`1、`, `(2)` before a number of a list."""
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,4}|1[3-9]\d,\d{4},\d{4}")
_AREA_APART = re.compile(r"(?<!\d)(0\d{2,3})[/、\\](?=\d{7,8}(?!\d))")
_BEFORE_EXTENSION = re.compile(r"\s*[,，;]\s*(?=(?:转|轉|分机|分機|内线|內線|ext))", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?<![\d-])(?:(?:19|20)\d{2}[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12]\d|3[01])日?(?![\d-])"
    r"|\d{1,2}:\d{2}(?!\d)(?:\s*[-~至到]\s*\d{1,2}:\d{2}(?!\d))?|\d{1,4}\s*(?:小时|分钟|年|月|日|号楼|楼|层|栋|室|点|天|次|岁|期))"
)
"""Days, hours, floors: digits in a note that are no number's."""
_BOTH = re.compile(
    r"(?:电话|電話|tel|phone)\s*[/&及和]\s*(?:传真|傳真|fax)|(?:传真|傳真|fax)\s*[/&及和]\s*(?:电话|電話|tel)", re.I
)
_LABEL = re.compile(
    r"(?P<after>(?<=\d)[\s)]*)?"
    r"(?:(?:手机|手機|移动|行動|联系|聯繫|固定|办公|辦公|住宅|单位|家庭|公司)?"
    r"(?:电话|電話|手机|手機|座机|固话|号码|號碼)+(?:号码|號碼|号)?"
    r"(?:[1-9一二三](?=\s*:|\s+(?:\+|\(?0|1[3-9]\d)))?\s*:?"
    r"|\b(?:tel|telephone|phone|mobile|mob|cell)(?![a-z])(?:[1-9](?=\s*:))?\.?\s*:?)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:[尾末后後][号號数數]|[后後末][四六46][位码碼]?|ending(?:\s+in)?|last\s+(?:four|\d)(?:\s+digits)?)\s*(?:为|為|是|in|:)?\s*"
    r"(?=\d{3,6}(?!\d))",
    re.IGNORECASE,
)
_MASK_LETTERS = re.compile(r"(?<![A-Za-z])[xX]{3,}(?![A-Za-z])")
_MASK_SIGNS = re.compile(r"[?#_■□◆◇·・]{3,}")
_MASK_DASHES = re.compile(r"(?<!\d)(\d{1,4})(-{3,}|\.{3,})(\d{1,4})(?!\d)")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸", "001234567891123456789236")
_HAN = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸"
_IN_WORDS = re.compile(rf"[{_HAN}](?:[ -]?[{_HAN}]){{6,}}")
_PARTLY_IN_WORDS = re.compile(rf"(?<![\d{_HAN}])(?=\d*[{_HAN}])1[\d{_HAN}]{{10}}(?![\d{_HAN}])")
_DIGIT = re.compile(r"\d")


def opened(text: str) -> str:
    """Return a cell with the circled numbers of a list as separators: they are no digits of a number."""
    return text.translate(_CIRCLED)


def spelled(cell: str) -> str:
    """Return a cell with numbers written in Han numerals, wholly or in part, in digits."""
    for form in (_IN_WORDS, _PARTLY_IN_WORDS):
        cell = form.sub(lambda words: words[0].translate(_HAN_DIGITS), cell)
    return cell


def marked(cell: str) -> str:
    """Return a half-width cell with one kind of bracket, mask and separator, and without labels and list numbers."""
    cell = cell.translate(_BRACKETS)
    if _THOUSANDS.fullmatch(cell):
        return cell.replace(",", "")
    cell = _masked(_END.sub("****", _ASIDE.sub(" ", cell)))
    cell = _AREA_APART.sub(r"\1-", _NUMBERED.sub(" / ", cell))
    cell = _BEFORE_EXTENSION.sub(" ", _BOTH.sub(" ", cell))
    return _LABEL.sub(lambda label: " / " if label["after"] is not None else " ", cell)


def _masked(cell: str) -> str:
    """Return a cell with `*` for what hides digits in it; where there are none nothing is hidden."""
    if not _DIGIT.search(cell):
        return cell
    for form in (_MASK_LETTERS, _MASK_SIGNS):
        cell = form.sub(lambda hidden: "*" * len(hidden[0]), cell)
    return _MASK_DASHES.sub(lambda found: f"{found[1]}{'*' * len(found[2])}{found[3]}", cell)
