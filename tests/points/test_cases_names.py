"""Hard cases of names: what each must become (our own cases, Apache-2.0; public figures and invented people)."""

import pyarrow as pa
import pytest

from recontact.points import person_name
from recontact.points.cleaned import tabulate
from recontact.points.name import Name
from recontact.points.person_name import LEVELS

PARSED: list[tuple[str, dict[str, object]]] = [
    ("王小明", {"han_surname": "王", "han_given": "小明", "surname": "wang", "given": "xiaoming"}),
    ("欧阳", {"parts": "欧|阳", "surname": "ou", "given": "yang"}),
    ("东方朔", {"parts": "东方|朔"}),
    ("上官婉儿", {"parts": "上官|婉儿"}),
    ("令狐冲", {"parts": "令狐|冲"}),
    ("万俟卨", {"surname": "moqi", "given": "xie"}),
    ("單田芳", {"surname": "shan", "given": "tianfang"}),
    ("曾国藩", {"surname": "zeng", "given": "guofan"}),
    ("解缙", {"surname": "xie", "given": "jin"}),
    ("查良镛", {"surname": "zha", "given": "liangyong"}),
    ("任我行", {"surname": "ren", "given": "woxing"}),
    ("区瑞强", {"surname": "ou", "given": "ruiqiang"}),
    ("华罗庚", {"surname": "hua", "given": "luogeng"}),
    ("覃明", {"surname": "qin", "surname_readings": "qin tan"}),
    ("缪荃孙", {"surname": "miao", "given": "quansun"}),
    ("薄熙来", {"surname": "bo", "given": "xilai"}),
    ("种师道", {"surname": "chong", "given": "shidao"}),
    ("乐毅", {"surname": "yue", "surname_readings": "yue le"}),
    ("折可适", {"surname": "she", "given": "keshi"}),
    ("阿卜杜拉·买买提", {"han_surname": None, "han_given": None, "parts": "阿卜杜拉|买买提"}),
    ("李乾坤", {"han": "李乾坤"}),
    ("王　小明", {"value": "王小明"}),
    ("王 小 明", {"value": "王小明"}),
    ("王某某", {"known": "王**", "value": None, "han_surname": "王", "precision": "masked"}),
    ("王XX", {"known": "王**", "precision": "masked"}),
    ("CHAN Tai Man David", {"surname": "chan", "given": "taiman", "middle": "david"}),
    ("陳李美玲", {"parts": "陈|李|美玲", "surname": "chen", "middle": "li", "given": "meiling"}),
    ("Nguyễn Văn Đức", {"surname": "nguyen", "middle": "van", "given": "duc"}),
    ("SMITH, JOHN", {"surname": "smith", "given": "john"}),
    ("María José García Márquez", {"surname": "garcia marquez", "given": "maria jose"}),
    ("山田太郎", {"value": "山田太郎", "surname": None, "given": None}),
]

LIKE_THEM: list[tuple[str, dict[str, object]]] = [
    ("陈方安生", {"parts": "陈|方|安生"}),
    ("欧阳菲菲", {"parts": "欧阳|菲菲"}),
    ("司马相如", {"parts": "司马|相如"}),
    ("单雄信", {"surname": "shan"}),
    ("仇英", {"surname": "qiu"}),
    ("朴树", {"surname": "piao", "surname_readings": "piao pu"}),
    ("古丽娜尔•阿布都拉", {"parts": "古丽娜尔|阿布都拉"}),
    ("张三丰先生", {"value": "张三丰", "title": "先生"}),
    ("王总", {"known": "王*", "han_surname": "王", "title": "总"}),
    ("Dr. Jane Roe", {"title": "dr", "surname": "roe", "given": "jane"}),
    ("이영희", {"type": "hangul", "surname": "lee", "given": "yeonghui", "surname_readings": "lee yi rhee ri"}),
    ("남궁민수", {"parts": "남궁|민수"}),
    ("Kim Cheol-su", {"surname": "kim", "given": "cheolsu"}),
    ("Kim Smith-Jones", {"surname": "smithjones", "given": "kim"}),
    ("Иван Петров", {"type": "cyrillic", "surname": "petrov", "given": "ivan"}),
    ("Иванова Анна Сергеевна", {"surname": "ivanova", "given": "anna", "middle": "sergeevna"}),
    ("Γιώργος Παπαδόπουλος", {"type": "greek", "surname": "papadopoulos", "given": "giorgos"}),
    ("张欧阳美玲", {"parts": "张|欧阳|美玲"}),
    ("欧阳王美玲", {"parts": "欧阳|王|美玲"}),
    ("爱新觉罗溥仪", {"parts": "爱新觉罗|溥仪"}),
    ("阿依古丽", {"han_surname": None, "parts": "阿依古丽"}),
    ("才让卓玛", {"han_surname": None, "given": "cairangzhuoma"}),
    ("巴特尔", {"han_surname": None, "given": "bateer"}),
    ("扎西 多吉", {"value": "扎西·多吉", "han": "扎西多吉", "parts": "扎西|多吉"}),
    ("阿卜杜热依木・买买提", {"parts": "阿卜杜热依木|买买提"}),
    ("玉素甫･热合曼", {"parts": "玉素甫|热合曼"}),
    ("佐藤健", {"value": "佐藤健", "surname": None, "given": None}),
    ("王●明", {"known": "王*明", "precision": "masked"}),
    ("张××", {"known": "张**", "precision": "masked"}),
    ("张_伟", {"known": "张*伟", "precision": "masked"}),
    ("陈太", {"known": "陈*", "title": "太"}),
    ("王大爷", {"known": "王*", "title": "大爷"}),
    ("先生 王小明", {"value": "王小明", "title": "先生"}),
    ("Mr 王小明", {"value": "王小明", "title": "mr"}),
    ("王小明(Peter)", {"value": "王小明", "middle": "peter"}),
    ("陳大文 Peter Chan", {"value": "陈大文", "middle": "peter"}),
    ("阿强", {"known": "阿强", "surname": None, "precision": "partial"}),
    ("CHAN, Tai Man Peter", {"surname": "chan", "given": "taiman", "middle": "peter"}),
    ("Peter CHAN Tai Man", {"surname": "chan", "given": "taiman", "middle": "peter"}),
    ("Peter Chan Tai Man", {"surname": "chan", "given": "taiman", "middle": "peter"}),
    ("Chan Tai Man, Peter", {"surname": "chan", "given": "taiman", "middle": "peter"}),
    ("Chan Taiman", {"surname": "chan", "given": "taiman"}),
    ("Ng, Chi Wai", {"surname": "ng", "given": "chiwai"}),
    ("Leslie Cheung Kwok-wing", {"surname": "cheung", "given": "kwokwing", "middle": "leslie"}),
    ("Au Yeung Chun Wah", {"surname": "auyeung", "given": "chunwah"}),
    ("Szeto Wah", {"surname": "szeto", "given": "wah"}),
    ("Lin Yi-hsien", {"surname": "lin", "given": "yihsien"}),
    ("Ma Ying-jeou", {"surname": "ma", "given": "yingjeou"}),
    ("Moon Jae-in", {"surname": "moon", "given": "jaein"}),
    ("Tan Ah Kow", {"surname": "tan", "given": "ahkow"}),
    ("Nguyen Van A", {"surname": "nguyen", "middle": "van", "given": "a"}),
    ("Duc Van Nguyen", {"surname": "nguyen", "middle": "van", "given": "duc"}),
    ("Li X.M.", {"surname": "li", "given": "x", "middle": "m"}),
    ("XM Li", {"surname": "li", "given": "x", "middle": "m"}),
    ("Smith J A", {"surname": "smith", "given": "j", "middle": "a"}),
    ("Ou Yang Xiu", {"surname": "ouyang", "given": "xiu"}),
    ("Zhuge Liang", {"surname": "zhuge", "given": "liang"}),
    ("Wang David", {"surname": "wang", "given": "david"}),
    ("David Xiaoming Wang", {"surname": "wang", "given": "xiaoming", "middle": "david"}),
    ("WANG, Xiaoming David", {"surname": "wang", "given": "xiaoming", "middle": "david"}),
    ("Juan dela Cruz", {"surname": "delacruz", "given": "juan"}),
    ("José Ortega y Gasset", {"surname": "ortega y gasset", "given": "jose"}),
    ("Patrick O Brien", {"surname": "obrien", "given": "patrick"}),
    ("John Smith III", {"value": "John Smith III", "suffix": "iii"}),
    ("Hans Müller, Dr.", {"surname": "muller", "given": "hans", "title": "dr"}),
    ("JR Smith", {"surname": "smith", "given": "j", "middle": "r"}),
    ("jOHN sMITH", {"value": "John Smith"}),
    ("J0hn Smith", {"value": "John Smith", "flags": ("repaired",)}),
    ("ПУТИН В.В.", {"surname": "putin", "given": "v", "middle": "v"}),
    ("Мария Петрова-Иванова", {"value": "Мария Петрова-Иванова"}),
]


def read(text: str) -> Name:
    """Return the present name in a text."""
    return person_name.clean(text)[0]


@pytest.mark.parametrize(("text", "expected"), PARSED + LIKE_THEM)
def test_name_is_taken_apart(text: str, expected: dict[str, object]) -> None:
    name = read(text)
    assert {part: getattr(name, part) for part in expected} == expected


@pytest.mark.parametrize(("text", "_expected"), PARSED + LIKE_THEM)
def test_cleaning_twice_changes_nothing(text: str, _expected: dict[str, object]) -> None:
    assert read(read(text).known or "").known == read(text).known


def test_former_name_is_kept() -> None:
    assert [(name.value, name.flags) for name in person_name.clean("王小明 曾用名 王大明")] == [
        ("王小明", ()),
        ("王大明", ("former",)),
    ]


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("呂明", "LU MING", "same_reading"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提", "same"),
        ("阿卜杜拉·买买提", "ABUDULA MAIMAITI", "same_reading"),
        ("陳大文", "陈大文", "same"),
        ("鍾楚紅", "钟楚红", "same"),
        ("锺明", "钟明", "same"),
        ("於明", "于明", "same"),
        ("閆妮", "閻妮", "variant"),
        ("傅彪", "付彪", "variant"),
        ("萧敬腾", "肖敬腾", "variant"),
        ("小王", "王小明", "surname_agrees"),
        ("王小明", "Wang Xiaoming", "same_reading"),
        ("王小明", "WANG XIAO MING", "same_reading"),
        ("王小明", "WANG, XIAOMING", "same_reading"),
        ("王小明", "Xiaoming Wang", "same_reading"),
        ("王小明", "Wang Xiaomin", "near"),
        ("王小明", "Wang Daming", "same_surname"),
        ("王小明", "王晓明", "homophone"),
        ("张伟", "章伟", "homophone"),
        ("董建華", "Tung Chee Hwa", "near"),
        ("吳鎮宇", "Ng Chun Yu", "same_reading"),
        ("梁朝偉", "Leung Chiu Wai", "same_reading"),
        ("周潤發", "Chow Yun Fat", "same_reading"),
        ("張學友", "Cheung Hok Yau", "same_reading"),
        ("歐陽震華", "Au Yeung Chun Wah", "same_reading"),
        ("陳大文", "CHAN Tai Man David", "same_reading"),
        ("蔡英文", "Tsai Ing-wen", "same_reading"),
        ("謝長廷", "Hsieh Chang-ting", "same_reading"),
        ("李登輝", "Lee Teng-hui", "same_reading"),
        ("呂秀蓮", "Lu Hsiu-lien", "same_reading"),
        ("葉劉淑儀", "Ip Lau Suk Yee", "same_reading"),
        ("吳鎮宇", "Chan Chun Yu", "different"),
        ("김철수", "Kim Cheol-su", "same_reading"),
        ("김철수", "Chul Soo Kim", "same_reading"),
        ("이영희", "Yi Young-hee", "near"),
        ("김철수", "Park Cheol-su", "different"),
        ("Bob Smith", "Robert Smith", "nickname"),
        ("Jack Brown", "John Brown", "nickname"),
        ("O'Brien", "OBrien", "same"),
        ("O’Brien", "O`Brien", "same"),
        ("María José García Márquez", "Maria Garcia", "as_far_as_known"),
        ("van der Berg Jan", "Jan Vanderberg", "same"),
        ("محمد علي", "Mohammed Ali", "same_reading"),
        ("محمد علي", "John Smith", "different"),
        ("Иван Петров", "Ivan Petrov", "same_reading"),
        ("Mary Smith", "Mary Jones", "same_given"),
    ],
)
def test_levels(left: str, right: str, level: str) -> None:
    assert LEVELS[person_name.compare(read(left), read(right))].code == level
    assert LEVELS[person_name.compare(read(right), read(left))].code == level


def test_a_cell_without_end_is_rejected_at_once() -> None:
    assert [read(text * 300_000).problem for text in ("王小明", "ab ", "x", "*")] == ["too_long"] * 4


def test_a_column_is_read_as_its_values_are() -> None:

    texts = [
        "王小明",
        "欧阳",
        "欧阳明",
        "李某",
        "王姐",
        "小王",
        "张建生",
        "覃明",
        "曾用名",
        "𠮷田",
        "爸爸",
        "张三",
        "龘龘",
    ]
    assert person_name.clean_column(pa.array(texts)) == tabulate(map(person_name.clean, texts), Name)
