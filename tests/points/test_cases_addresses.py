"""Hard cases of addresses: what each must become (our own cases, Apache-2.0; nobody's address)."""

import pyarrow as pa
import pytest

from recontact.points import postal
from recontact.points.address import Address
from recontact.points.cleaned import tabulate
from recontact.points.postal import LEVELS

PARSED: list[tuple[str, dict[str, str | None]]] = [
    ("广东省深圳市南山区科技园南区深南大道9988号", {"code": "440305", "road": "深南大道", "number": "9988"}),
    ("浙江杭州西湖区文三路478号", {"code": "330106", "road": "文三路", "number": "478"}),
    ("内蒙古呼和浩特市新城区", {"code": "150102"}),
    ("吉林省吉林市船营区", {"code": "220204", "city": "吉林市"}),
    ("山东省济南市莱芜区", {"code": "370116"}),
    ("山东省莱芜市莱城区", {"code": "370116", "city": "济南市", "county": "莱芜区"}),
    ("江苏省海安县", {"code": "320685", "city": "南通市", "county": "海安市"}),
    ("杭州市余杭区临平街道", {"code": "330113", "county": "临平区", "town": "临平街道"}),
    ("杭州市余杭区良渚街道", {"code": "330110", "county": "余杭区", "town": "良渚街道"}),
    ("重庆市彭水苗族土家族自治县", {"code": "500243"}),
    ("湖北省仙桃市", {"code": "429004", "city": "仙桃市", "county": None}),
    ("广东省东莞市南城街道", {"code": "441900", "county": None, "town": "南城街道"}),
    ("海南省三沙市", {"code": "460300"}),
    ("河北省雄安新区", {"region": "河北省", "city": None, "county": "雄安新区"}),
    (
        "鼓楼区中山北路1号",
        {"code": None, "city": None, "county": "鼓楼区", "candidates": "320106 320302 350102 410204"},
    ),
    ("苏州工业园区星湖街328号", {"code": "320571", "city": "苏州市", "county": "苏州工业园区"}),
    ("成都市高新区天府大道", {"code": "510100", "county": "高新区", "road": "天府大道"}),
    ("郑州市金水", {"code": "410105", "county": "金水区"}),
    (
        "香港九龍旺角彌敦道700號12樓A室",
        {"region": "香港特别行政区", "county": "九龙", "town": "旺角", "road": "弥敦道", "room": "12A"},
    ),
    ("建国路八十八号", {"known": "建国路88号"}),
    ("建国路８８号", {"known": "建国路88号"}),
    ("五一路12号", {"known": "五一路12号", "road": "五一路"}),
    ("三里屯路十九号", {"known": "三里屯路19号", "road": "三里屯路"}),
    ("王家庄村东头第二家", {"place": "王家庄村", "room": "东头第二家"}),
    ("同上", {"known": None, "problem": "ditto"}),
    ("邮编100020 北京市朝阳区", {"postcode": "100020", "code": "110105"}),
    (
        "1600 Pennsylvania Ave NW Washington DC 20500",
        {"road": "pennsylvania ave nw", "city": "washington", "region": "DC", "postcode": "20500"},
    ),
]  # fmt: skip

LIKE_THEM: list[tuple[str, dict[str, str | None]]] = [
    ("湖北省襄樊市樊城区长虹路10号", {"code": "420606", "city": "襄阳市"}),
    ("上海市卢湾区徐家汇路555弄3号502室", {"code": "310101", "number": "555弄", "building": "3", "room": "502"}),
    ("浙江省余杭市", {"code": "330110", "county": "余杭区"}),
    ("四川省郫县郫筒镇", {"code": "510117", "county": "郫都区", "town": "郫筒镇"}),
    ("湖南省长沙县星沙镇", {"code": "430121", "county": "长沙县", "town": "星沙镇"}),
    ("福建省三明市沙县", {"code": "350405", "county": "沙县区"}),
    ("四平市公主岭市", {"code": "220184", "city": "长春市"}),
    ("杭州市江干区白杨街道", {"code": "330114", "county": "钱塘区"}),
    ("杭州市江干区", {"code": "330100", "county": "江干区"}),  # divided: which district is not said
    ("和平区南京路1号", {"code": None, "city": None}),
    ("临泉县世纪花园6号楼", {"code": "341221", "city": "阜阳市"}),
    ("台北市中正區重慶南路一段122號3樓之2", {"road": "重庆南路1段", "number": "122", "floor": "3", "room": "3-2"}),
    ("10048台北市中正區重慶南路一段122號", {"postcode": "10048", "county": "中正区"}),
    ("台北市大安區忠孝東路四段216巷27弄8號5樓", {"road": "忠孝东路4段", "number": "216巷27弄8", "floor": "5"}),
    ("湾仔轩尼诗道302号", {"region": "香港特别行政区", "town": "湾仔", "road": "轩尼诗道"}),
    ("北京市海淀区100信箱25分箱", {"road": "信箱", "number": "100", "room": "25", "code": "110108"}),
    (
        "No. 88 Jianguo Road, Chaoyang District, Beijing 100022, China",
        {"code": "110105", "road": "jianguo road", "number": "88", "postcode": "100022"},
    ),
    ("10 Downing Street, London SW1A 2AA", {"road": "downing st", "city": "london", "postcode": "SW1A2AA"}),
    ("Flat 3, 12 High Street, Oxford, OX1 4AB", {"unit": "3", "number": "12", "city": "oxford"}),
    ("P.O. Box 123, Springfield, IL 62701", {"road": "po box", "number": "123"}),
]


def read(text: str) -> Address:
    """Return the one address in a text."""
    (address,) = postal.clean(text)
    return address


@pytest.mark.parametrize(("text", "expected"), PARSED + LIKE_THEM)
def test_address_is_taken_apart(text: str, expected: dict[str, str | None]) -> None:
    address = read(text)
    assert {part: getattr(address, part) for part in expected} == expected


@pytest.mark.parametrize(("text", "_expected"), PARSED + LIKE_THEM)
def test_cleaning_twice_changes_nothing(text: str, _expected: dict[str, str | None]) -> None:
    address = read(text)
    if address.known is not None:
        assert read(address.known).known == address.known


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("Flat A, 12/F, Block 3, City Garden, North Point", "北角城市花園3座12樓A室", "same_dwelling"),
        ("Flat B, 12/F, Block 3, City Garden, North Point", "北角城市花園3座12樓A室", "same_building"),
        ("Rm 1203, 12/F, Tower 2, Taikoo Shing, Quarry Bay, Hong Kong", "鰂魚涌太古城2座12樓1203室", "same_dwelling"),
        ("建国路88号5-1201", "建国路88号5号楼1201室", "same_dwelling"),
        ("建国路88号", "建国路88弄", "different_house"),
        ("建国路88号", "建国路89号", "different_house"),
        ("123 Main Street, Apt 4B", "123 Main St #4B", "same_dwelling"),
        ("123 Main Street", "124 Main Street", "different_house"),
        ("12 Rue de la Paix 75002 Paris", "12 r. de la Paix, Paris", "same_dwelling"),
        ("No. 88 Jianguo Road, Chaoyang District, Beijing", "北京市朝阳区建国路88号", "same_dwelling"),
        ("No. 89 Jianguo Road, Chaoyang District, Beijing", "北京市朝阳区建国路88号", "different_house"),
        (
            "Room 801, Unit 1, Building 24, Taoyuan Huafu, No. 429 Xueyuan West Road, Nanshan District, Shenzhen",
            "深圳市南山区学院西路429号桃源华府24栋1单元801室",
            "same_dwelling",
        ),
        ("台北市大安區忠孝東路四段216巷27弄8號5樓", "台北市大安区忠孝东路4段216巷27弄8号5F", "same_dwelling"),
        ("山东省莱芜市莱城区凤城西大街9号", "济南市莱芜区凤城西大街9号", "same_dwelling"),
        ("鼓楼区中山北路1号", "南京市鼓楼区中山北路1号", "same_dwelling"),
        ("同上", "南京市鼓楼区中山北路1号", "unknown"),
    ],
)
def test_levels(left: str, right: str, level: str) -> None:
    assert LEVELS[postal.compare(read(left), read(right))].code == level
    assert LEVELS[postal.compare(read(right), read(left))].code == level


@pytest.mark.parametrize("address", ["建国路88号", "123 Main Street", "北京市朝阳区", "Springfield, IL"])
def test_an_address_agrees_with_itself(address: str) -> None:
    level = LEVELS[postal.compare(read(address), read(address))].code
    assert level == ("same_dwelling" if read(address).value else "as_far_as_known")


def test_a_column_is_read_as_its_values_are() -> None:
    written = [
        "建国路88号",
        "阳光花园2栋301",
        "建国路八十八号阳光花园2栋1单元301室",
        "一号院花园2-1-301",
        "学府东区3号楼502",
        "",
    ]
    heads = [
        "深圳市南山区",
        "朝阳区",
        "100020 北京市朝阳区",
        "香港湾仔区",
        "杭州市余杭区临平街道",
        "长沙县",
        "幸福小区",
        "",
    ]
    texts = [head + house for head in heads for house in written]
    assert postal.clean_column(pa.array(texts)) == tabulate(map(postal.clean, texts), Address)


def test_a_cell_without_end_is_rejected_at_once() -> None:
    assert [read(text * 500_000).problem for text in ("建国路88号", "1-", "#", "a, ")] == ["too_long"] * 4
