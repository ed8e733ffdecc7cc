"""Invented addresses: components, readable form, the key of the dwelling, and the levels on which two agree."""

import pyarrow as pa
import pytest

from recontact.points import postal
from recontact.points.postal import LEVELS
from recontact.schema import ADDRESS_PARTS, CLEANED


def parts(text: str) -> dict[str, str]:
    """Return the components that an address names."""
    address = postal.clean(text)[0]
    return {part: found for part in ADDRESS_PARTS if (found := getattr(address, part)) is not None}


@pytest.mark.parametrize(
    ("text", "region", "city", "county"),
    [
        ("广东省深圳市南山区科技园南区深南大道9988号", "广东省", "深圳市", "南山区"),
        ("浙江杭州西湖区文三路478号", "浙江省", "杭州市", "西湖区"),
        ("内蒙古呼和浩特市新城区", "内蒙古自治区", "呼和浩特市", "新城区"),
        ("吉林省吉林市船营区", "吉林省", "吉林市", "船营区"),
        ("山东省济南市莱芜区", "山东省", "济南市", "莱芜区"),
        ("山东省莱芜市莱城区", "山东省", "济南市", "莱芜区"),
        ("江苏省南通市海安县", "江苏省", "南通市", "海安市"),
        ("杭州市余杭区临平街道", "浙江省", "杭州市", "临平区"),
        ("重庆市彭水苗族土家族自治县", "重庆市", "重庆市", "彭水苗族土家族自治县"),
        ("湖北省仙桃市", "湖北省", "仙桃市", None),
        ("广东省东莞市南城街道", "广东省", "东莞市", None),
        ("海南省三沙市", "海南省", "三沙市", None),
        ("河北省雄安新区", "河北省", None, "雄安新区"),
        ("鼓楼区中山北路1号", None, None, "鼓楼区"),  # four cities have one
        ("朝阳区建国路88号", None, None, "朝阳区"),
        ("青羊区团结东路249号", "四川省", "成都市", "青羊区"),  # only one city has it
        ("苏州工业园区星湖街328号", "江苏省", "苏州市", "苏州工业园区"),
        ("成都市高新区天府大道", "四川省", "成都市", "高新区"),
        ("郑州市金水", "河南省", "郑州市", "金水区"),
        ("济南市中区迎宾东路275号", "山东省", "济南市", "市中区"),
        ("济南市市中区迎宾东路275号", "山东省", "济南市", "市中区"),
        ("青島市南區東海路12號", "山东省", "青岛市", "市南区"),
        ("上海上海浦东新区碧水小区17栋", "上海市", "上海市", "浦东新区"),
        ("重慶渝北區青年街584號", "重庆市", "重庆市", "渝北区"),
        ("长春朝阳区友谊北路304号", "吉林省", "长春市", "朝阳区"),
        ("广东东莞金山大道867号", "广东省", "东莞市", None),
        ("中山北路12号", None, None, None),
        ("上海路12号", None, None, None),
        ("河南路3号", None, None, None),
        ("上海南京东路100号", "上海市", "上海市", None),
        ("上海花园3号楼502", None, None, None),
        ("东方之门小区3号楼502", None, None, None),
        ("东莞恒大小区30-2-1301", "广东省", "东莞市", None),
        ("东莞市恒大小区30-2-1301", "广东省", "东莞市", None),
        ("朝阳公园路1号", None, None, None),
        ("临泉县世纪花园6号楼一单元203", "安徽省", "阜阳市", "临泉县"),
    ],
)
def test_division_is_read_and_never_guessed(
    text: str, region: str | None, city: str | None, county: str | None
) -> None:
    address = postal.clean(text)[0]
    assert (address.region, address.city, address.county) == (region, city, county)


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("桃源华府24栋一单元801室", "桃源华府24号楼1单元801室", "桃源华府|24|1|801"),
        ("桃源华府24號樓1單元801號", "桃源华府24号楼1单元801室", "桃源华府|24|1|801"),
        ("桃源华府24#1单元801房", "桃源华府24号楼1单元801室", "桃源华府|24|1|801"),
        ("桃源华府24-1-801", "桃源华府24号楼1单元801室", "桃源华府|24|1|801"),
        ("学院西路429号桃源华府２４幢１单元８０１", "学院西路429号桃源华府24号楼1单元801室", "桃源华府|24|1|801"),
        ("梧桐名苑7#701室", "梧桐名苑7号楼701室", "梧桐名苑|7||701"),
        ("长沙市岳麓区故乡小区29-704", "长沙市岳麓区故乡小区29号楼704室", "故乡小区|29||704"),
        ("梧桐名苑29-704", "梧桐名苑29号楼704室", "梧桐名苑|29||704"),
        ("阳光花园5栋", "阳光花园5号楼", "阳光花园|5||"),
        ("张家村12号", "张家村12号", "张家村|12||"),
        ("阳光花园A座1203", "阳光花园A座1203室", "阳光花园|A||1203"),
        ("人民路阳光花园3号楼502", "人民路阳光花园3号楼502室", "阳光花园|3||502"),
        ("建国路八十八号", "建国路88号", "|建国路|88|||"),
        ("建国路８８号", "建国路88号", "|建国路|88|||"),
        ("建国路88号5-1201", "建国路88号5号楼1201室", "|建国路|88|5||1201"),
        ("建国路88号5号楼1201室", "建国路88号5号楼1201室", "|建国路|88|5||1201"),
        ("建国路88弄12号301室", "建国路88弄12号301室", "|建国路|88弄|12||301"),
        ("建国路88号1201室", "建国路88号1201室", "|建国路|88|||1201"),
        ("五一路十二号三里屯小区", "五一路12号三里屯小区", "三里屯小区|||"),
        ("徐汇区南京路12号3楼302室", "徐汇区南京路12号302室", "上海市|南京路|12|||302"),
        ("王家庄村东头第二家", "王家庄村东头第二家", "王家庄村|||东头第二家"),
        ("香港九龍旺角彌敦道700號12樓A室", "香港九龙旺角弥敦道700号12楼A室", "香港特别行政区|弥敦道|700|||12A"),
    ],
)
def test_same_dwelling_has_one_form_and_one_key(text: str, value: str, key: str) -> None:
    address = postal.clean(text)[0]
    assert (address.value, address.key, address.precision) == (value, key, "full")
    again = postal.clean(value)[0]
    assert (again.value, again.key) == (value, key)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "793 Valley Pl, Apt 3, New York, NY 10004",
            {
                "number": "793",
                "road": "valley pl",
                "unit": "3",
                "city": "new york",
                "region": "NY",
                "postcode": "10004",
            },
        ),
        ("793 VALLEY PLACE #3, NEW YORK", {"number": "793", "road": "valley pl", "unit": "3", "city": "new york"}),
        ("4 Cedar Blvd #9", {"number": "4", "road": "cedar blvd", "unit": "9"}),
        (
            "1847 College Road. Apt. 12, Boston 02152",
            {"number": "1847", "road": "college rd", "unit": "12", "city": "boston", "postcode": "02152"},
        ),
        (
            "598 Birch Ln Apt. 33, New York 10046",
            {"number": "598", "road": "birch ln", "unit": "33", "city": "new york", "postcode": "10046"},
        ),
        (
            "1600 Pennsylvania Ave NW Washington DC 20500",
            {
                "number": "1600",
                "road": "pennsylvania ave nw",
                "city": "washington",
                "region": "DC",
                "postcode": "20500",
            },
        ),
        ("6371 E Foothill Dr, 95915", {"number": "6371", "road": "e foothill dr", "postcode": "95915"}),
        (
            "12 Rue de la Paix 75002 Paris",
            {"number": "12", "road": "rue de la paix", "city": "paris", "postcode": "75002"},
        ),
        (
            "Hauptstraße 12, 10115 Berlin",
            {"number": "12", "road": "hauptstrasse", "city": "berlin", "postcode": "10115"},
        ),
        (
            "107, greenhood place, willows trees, brighton, nsw, 5074",
            {
                "number": "107",
                "road": "greenhood pl",
                "place": "willows trees",
                "city": "brighton",
                "region": "NSW",
                "postcode": "5074",
            },
        ),
        ("10 Oak Ct, Hartford, CT", {"number": "10", "road": "oak ct", "city": "hartford", "region": "CT"}),
    ],
)
def test_western_address_is_taken_apart(text: str, expected: dict[str, str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2574 HICKORY RD APT. 26, CHICAGO, IL", "2574 Hickory Rd Apt 26, Chicago, IL"),
        ("600 center street #21, new york 10051", "600 Center Street #21, New York 10051"),
        ("123 MAIN STREET, UNIT 4B", "123 Main Street, Unit 4B"),
    ],
)
def test_western_address_is_shown_out_of_capitals(text: str, value: str) -> None:
    assert postal.clean(text)[0].value == value


@pytest.mark.parametrize(
    ("text", "precision", "problem"),
    [
        ("北京市朝阳区", "partial", None),
        ("邮编100020 北京市朝阳区", "partial", None),
        ("Springfield, IL", "partial", None),
        ("24号楼1单元801号", "partial", None),
        ("广东省深圳市南山区***", "masked", None),
        ("793 V*** Pl, New York", "masked", None),
        ("同上", None, "ditto"),
        ("n/a", None, "placeholder"),
        ("12345", None, "not_an_address"),
        ("***", None, "not_an_address"),
    ],
)
def test_less_than_a_house_has_no_value(text: str, precision: str | None, problem: str | None) -> None:
    address = postal.clean(text)[0]
    assert (address.precision, address.problem, address.value, address.key) == (precision, problem, None, None)
    assert (address.known is None) == (problem is not None)


def test_box_is_flagged() -> None:
    address = postal.clean("P.O. Box 123, Springfield, IL 62701")[0]
    assert (address.flags, address.key) == (("po_box",), "po box|123|62701")


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("深圳市南山区学府花园2栋1单元301", "广东省深圳市南山区大学路5号学府花园2-1-301", "same_dwelling"),
        ("123 Main Street, Apt 4B", "123 Main St #4B", "same_dwelling"),
        ("123 Main St, Boston, MA", "123 Main Street Apt 4, Boston", "as_far_as_known"),
        ("学府花园2栋1单元301", "学府花园2栋1单元", "as_far_as_known"),
        ("学府花园2栋1单元301", "学府花园2栋1单元302", "same_building"),
        ("学府花园2栋1单元301", "学府花园3栋1单元301", "same_place"),
        ("建国路88号", "建国路90号", "different_house"),
        ("建国路88号", "建国路88弄", "different_house"),
        ("123 Main Street", "124 Main Street", "different_house"),
        ("深圳市学府花园2栋301", "深圳市丽景花园2栋301", "same_city"),
        ("深圳市学府花园2栋301", "广州市学府花园2栋301", "different"),
        ("北京市朝阳区", "北京市朝阳区学府花园2栋301", "unknown"),
        ("同上", "北京市朝阳区学府花园2栋301", "unknown"),
    ],
)
def test_levels(left: str, right: str, level: str) -> None:
    one, other = postal.clean(left)[0], postal.clean(right)[0]
    assert LEVELS[postal.compare(one, other)].code == level
    assert LEVELS[postal.compare(other, one)].code == level


def test_column_has_one_row_for_every_cell() -> None:
    table = postal.clean_column(pa.array(["建国路88号", "同上", "4 Cedar Blvd #9"]))
    assert table.schema.names == [*CLEANED.names, *ADDRESS_PARTS, "text", "key", "town", "floor", "code", "candidates"]
    assert table["cell"].to_pylist() == [0, 1, 2]
    assert postal.clean_column(pa.array([], pa.string())).num_rows == 0


def test_mask_shows_the_city_only() -> None:
    assert postal.mask("广东省深圳市南山区深南大道9988号") == "深圳市***"
    assert postal.mask("793 Valley Pl, Apt 3, New York, NY 10004") == "New York***"
    assert postal.mask("建国路88号") == "***"
    assert postal.show("建国路88号") == "建国路88号"
