"""More hard addresses and pairs of them: short names, old ones, doors, boxes (our own cases, Apache-2.0; nobody's)."""

import pyarrow as pa
import pytest

from recontact.points import postal
from recontact.points.address import Address
from recontact.points.cleaned import tabulate
from recontact.points.postal import LEVELS

PARSED: list[tuple[str, dict[str, object]]] = [
    ("深圳南山深南大道9988号", {"county": "南山区", "code": "440305", "road": "深南大道", "number": "9988"}),
    ("北京市朝阳建国路88号", {"county": "朝阳区", "code": "110105", "road": "建国路", "number": "88"}),
    ("辽宁朝阳双塔区", {"flags": ("low_information",), "county": "双塔区", "code": "211302", "precision": "partial"}),
    ("石家庄新华区中山路1号", {"county": "新华区", "code": "130105", "road": "中山路", "number": "1"}),
    (
        "河北新华区中山路1号",
        {
            "flags": ("ambiguous_county",),
            "county": "新华区",
            "code": "130000",
            "candidates": "130105 130902",
            "road": "中山路",
            "number": "1",
        },
    ),
    ("城关镇人民路1号", {"town": "城关镇", "road": "人民路", "number": "1"}),
    ("杭州西湖", {"flags": ("low_information",), "county": "西湖区", "code": "330106", "precision": "partial"}),
    ("江苏海门市", {"flags": ("low_information",), "county": "海门区", "code": "320614", "precision": "partial"}),
    ("江苏省吴县市", {"flags": ("low_information",), "county": "吴县市", "code": "320500", "precision": "partial"}),
    ("北京市通县", {"flags": ("low_information",), "county": "通州区", "code": "110112", "precision": "partial"}),
    ("天津市蓟县", {"flags": ("low_information",), "county": "蓟州区", "code": "120119", "precision": "partial"}),
    (
        "四川省重庆市沙坪坝区",
        {"flags": ("low_information",), "county": "沙坪坝区", "code": "500106", "precision": "partial"},
    ),
    ("四川省万县市", {"flags": ("low_information",), "county": "万州区", "code": "500101", "precision": "partial"}),
    (
        "安徽省巢湖市居巢区",
        {"flags": ("low_information",), "county": "巢湖市", "code": "340181", "precision": "partial"},
    ),
    ("内蒙赤峰红山区", {"flags": ("low_information",), "county": "红山区", "code": "150402", "precision": "partial"}),
    ("内蒙古哲里木盟通辽市", {"flags": ("low_information",), "code": "150500", "precision": "partial"}),
    ("广西柳州地区", {"city": None, "code": "450000", "precision": "partial"}),
    ("恩施州恩施市", {"flags": ("low_information",), "county": "恩施市", "code": "422801", "precision": "partial"}),
    (
        "湖南湘西自治州吉首市",
        {"flags": ("low_information",), "county": "吉首市", "code": "433101", "precision": "partial"},
    ),
    ("云南省大理市", {"flags": ("low_information",), "county": "大理市", "code": "532901", "precision": "partial"}),
    ("甘孜州康定县", {"flags": ("low_information",), "county": "康定市", "code": "513301", "precision": "partial"}),
    ("浙江义乌", {"flags": ("low_information",), "county": "义乌市", "code": "330782", "precision": "partial"}),
    ("上海浦东张江路1号", {"county": "浦东新区", "code": "310115", "road": "张江路", "number": "1"}),
    ("上海徐汇漕溪北路88号", {"county": "徐汇区", "code": "310104", "road": "漕溪北路", "number": "88"}),
    (
        "上海市虹口区四川北路1851弄12支弄5号",
        {"county": "虹口区", "code": "310109", "road": "四川北路", "number": "1851弄12支弄", "building": "5"},
    ),
    (
        "上海市长宁区江苏路200弄甲3号",
        {"county": "长宁区", "code": "310105", "road": "江苏路", "number": "200弄", "building": "甲3"},
    ),
    ("北京市海淀区中关村大街甲3号", {"county": "海淀区", "code": "110108", "road": "中关村大街", "number": "甲3"}),
    ("北京市海淀区中关村大街3号甲", {"county": "海淀区", "code": "110108", "road": "中关村大街", "number": "3甲"}),
    (
        "北京市东城区东四十条甲22号南新仓商务大厦A座1201",
        {
            "county": "东城区",
            "code": "110101",
            "road": "东四十条",
            "number": "甲22",
            "place": "南新仓商务大厦",
            "building": "A",
            "room": "1201",
        },
    ),
    (
        "西安市雁塔区科技路48号创业广场B0501",
        {"county": "雁塔区", "code": "610113", "road": "科技路", "number": "48", "place": "创业广场", "room": "B0501"},
    ),
    ("广州市越秀区中山五路33号-1", {"county": "越秀区", "code": "440104", "road": "中山五路", "number": "33-1"}),
    (
        "深圳市福田区福华三路88号嘉里建设广场2座18层1801-1805室",
        {
            "county": "福田区",
            "code": "440304",
            "road": "福华三路",
            "number": "88",
            "place": "嘉里建设广场",
            "building": "2",
            "floor": "18",
            "room": "1801-1805",
        },
    ),
    (
        "深圳市龙岗区坂田街道五和大道自编12号",
        {"county": "龙岗区", "town": "坂田街道", "code": "440307", "road": "五和大道", "number": "自编12"},
    ),
    ("阳光花园三期12栋A座1203", {"place": "阳光花园三期", "building": "12", "unit": "A", "room": "1203"}),
    ("阳光花园3号楼东单元501", {"place": "阳光花园", "building": "3", "unit": "东", "room": "501"}),
    ("阳光花园负一层12号", {"place": "阳光花园", "floor": "负1", "room": "12"}),
    (
        "建国路88号对面",
        {"flags": ("low_information", "beside"), "road": "建国路", "place": "对面", "precision": "partial"},
    ),
    ("人民医院对面", {"flags": ("low_information", "beside"), "place": "人民医院对面", "precision": "partial"}),
    ("王家庄镇李家村第五组35号", {"town": "王家庄镇", "place": "李家村第5组", "building": "35"}),
    (
        "贵州省毕节市威宁县草海镇",
        {
            "flags": ("low_information",),
            "county": "威宁彝族回族苗族自治县",
            "town": "草海镇",
            "code": "520526",
            "precision": "partial",
        },
    ),
    (
        "彭水县汉葭镇",
        {
            "flags": ("low_information",),
            "county": "彭水苗族土家族自治县",
            "town": "汉葭镇",
            "code": "500243",
            "precision": "partial",
        },
    ),
    ("****建国路88号", {"road": "建国路", "number": "88", "precision": "masked"}),
    ("北京大学", {"flags": ("low_information",), "place": "北京大学", "precision": "partial"}),
    ("丰巢快递柜", {"flags": ("low_information", "hub"), "place": "丰巢快递柜", "precision": "partial"}),
    (
        "北京市朝阳区建国路88号丰巢柜",
        {"flags": ("hub",), "county": "朝阳区", "code": "110105", "road": "建国路", "number": "88", "place": "丰巢柜"},
    ),
    ("农村", {"problem": "placeholder"}),
    (
        "（100020）北京市朝阳区建国路88号",
        {"county": "朝阳区", "code": "110105", "postcode": "100020", "road": "建国路", "number": "88"},
    ),
    ("收货地址:北京市朝阳区建国路88号", {"county": "朝阳区", "code": "110105", "road": "建国路", "number": "88"}),
    ("北京市朝阳区建国路88号 张三收", {"county": "朝阳区", "code": "110105", "road": "建国路", "number": "88"}),
    ("北京市-朝阳区-建国路-88号", {"county": "朝阳区", "code": "110105", "road": "建国路", "number": "88"}),
    ("北京市市辖区朝阳区建国路88号", {"county": "朝阳区", "code": "110105", "road": "建国路", "number": "88"}),
    (
        "重庆市县彭水县",
        {"flags": ("low_information",), "county": "彭水苗族土家族自治县", "code": "500243", "precision": "partial"},
    ),
    ("湖北省省直辖县级行政区划仙桃市", {"flags": ("low_information",), "code": "429004", "precision": "partial"}),
    (
        "江苏省南京市南京市鼓楼区",
        {"flags": ("low_information",), "county": "鼓楼区", "code": "320106", "precision": "partial"},
    ),
    (
        "中华人民共和国北京市朝阳区",
        {"flags": ("low_information",), "county": "朝阳区", "code": "110105", "precision": "partial"},
    ),
    ("å¹¿å·žå¸‚", {"flags": ("low_information",), "code": "440100", "precision": "partial"}),
    ("邮编100020", {"flags": ("low_information",), "postcode": "100020", "precision": "partial"}),
    ("九龍尖沙咀廣東道30號", {"county": "九龙", "town": "尖沙咀", "code": "810000", "road": "广东道", "number": "30"}),
    (
        "新界元朗天水圍天晴邨晴彩樓1203室",
        {"county": "新界", "town": "天水围", "code": "810000", "place": "天晴邨晴彩楼", "room": "1203"},
    ),
    ("澳門新馬路20號3樓B座", {"code": "820000", "road": "新马路", "number": "20", "floor": "3", "room": "3B"}),
    ("桃園縣中壢市中正路100號", {"county": "中坜区", "code": "710000", "road": "中正路", "number": "100"}),
    ("4B/123 Main St", {"road": "main st", "number": "123", "unit": "4b"}),
    ("456 East Forty-Second Street", {"road": "e 42nd st", "number": "456"}),
    ("1234 US Hwy 50 W", {"road": "us hwy 50 w", "number": "1234"}),
    (
        "RR 2 Box 45, Smallville KS 66002",
        {"flags": ("po_box",), "city": "smallville ks", "postcode": "66002", "road": "rr 2 box", "number": "45"},
    ),
    (
        "PSC 1234 Box 5678, APO AE 09012",
        {"flags": ("po_box",), "city": "apo", "postcode": "09012", "road": "psc 1234 box", "number": "5678"},
    ),
    (
        "Flat 2/1, 15 Byres Road, Glasgow G12 8AA",
        {"city": "glasgow", "postcode": "G128AA", "road": "byres rd", "number": "15", "unit": "2/1"},
    ),
    (
        "Rose Cottage, High Street, Little Snoring, Norfolk NR21 0AB",
        {"city": "norfolk", "postcode": "NR210AB", "road": "high st", "place": "rose cottage"},
    ),
    (
        "2nd Floor, 45 King Street, Manchester M2 4LQ",
        {"city": "manchester", "postcode": "M24LQ", "road": "king st", "number": "45", "unit": "fl 2"},
    ),
    (
        "Hauptstraße 12, D-80331 München",
        {"city": "munchen", "postcode": "80331", "road": "hauptstrasse", "number": "12"},
    ),
    (
        "12 bis rue de Rivoli, 75001 Paris, France",
        {"city": "paris", "postcode": "75001", "road": "rue de rivoli", "number": "12 bis"},
    ),
    (
        "Blk 123 Ang Mo Kio Ave 6 #12-345 Singapore 560123",
        {"city": "singapore", "postcode": "560123", "road": "ang mo kio ave 6", "number": "123", "unit": "12-345"},
    ),
    ("c/o John Smith, 123 Main St", {"road": "main st", "number": "123"}),
    ("123 Main St, Springfield IL (old address)", {"city": "springfield", "road": "main st", "number": "123"}),
    ("1** Main St, Springfield IL", {"city": "springfield", "precision": "masked"}),
    ("no address", {"problem": "placeholder"}),
    ("Amazon Locker, 123 Main St", {"flags": ("hub",), "road": "main st", "number": "123", "place": "amazon locker"}),
    (
        "Room 1203, No. 88 Zhongshan Rd, Yuexiu Dist., Guangzhou",
        {"county": "越秀区", "code": "440104", "road": "zhongshan rd", "number": "88", "room": "1203"},
    ),
    (
        "Beijing Chaoyang District Jianguo Road No.88",
        {"county": "朝阳区", "code": "110105", "road": "jianguo road", "number": "88"},
    ),
    (
        "Lane 1266 No. 8 Nanjing West Road Shanghai",
        {"code": "310000", "road": "nanjing west road", "number": "1266弄", "building": "8"},
    ),
    (
        "No. 7, Section 5, Xinyi Road, Xinyi District, Taipei 110",
        {"county": "信义区", "code": "710000", "postcode": "110", "road": "xinyi road section 5", "number": "7"},
    ),
    (
        "3F., No. 100, Zhongshan Rd., Fengshan Dist., Kaohsiung City 830",
        {
            "county": "凤山区",
            "code": "710000",
            "postcode": "830",
            "road": "zhongshan rd",
            "number": "100",
            "floor": "3",
        },
    ),
]

PAIRS = [
    ("深圳市南山区深南大道9988号", "深圳南山深南大道9988号", "same_dwelling"),
    ("广东省深圳市南山区深南大道9988号", "深圳市南山区深南大道9988号", "same_dwelling"),
    ("北京市朝阳区建国路88号", "北京市朝阳区建国路89号", "different_house"),
    ("北京市朝阳区建国路88号", "北京市朝阳区建国路八十八号", "same_dwelling"),
    ("北京市朝阳区建国路88号3号楼501", "北京市朝阳区建国路88号3号楼502", "same_building"),
    ("北京市朝阳区建国路88号3号楼501", "北京市朝阳区建国路88号5号楼501", "same_place"),
    ("北京市朝阳区建国路88号3号楼501", "北京市朝阳区建国路88号3栋501室", "same_dwelling"),
    ("北京市朝阳区建国路88号3号楼501", "北京市朝阳区建国路88号", "as_far_as_known"),
    ("北京市朝阳区建国路88号", "上海市浦东新区建国路88号", "different"),
    ("北京市朝阳区建国路88-1号", "北京市朝阳区建国路88号", "different_house"),
    ("北京市朝阳区建国路甲88号", "北京市朝阳区建国路88号", "different_house"),
    ("北京市朝阳区建国路88号对面", "北京市朝阳区建国路88号", "unknown"),
    ("阳光花园3栋2单元501", "阳光花园三幢二单元五零一室", "same_dwelling"),
    ("阳光花园3栋2单元501", "阳光花园3-2-501", "same_dwelling"),
    ("阳光花园3栋2单元501", "阳光花园3栋1单元501", "same_building"),
    ("阳光花园12栋A座1203", "阳光花园12号楼A座1203室", "same_dwelling"),
    ("上海市静安区南京西路1266弄8号1203室", "南京西路1266弄8号1203", "same_dwelling"),
    ("上海市静安区南京西路1266弄8号1203室", "上海市静安区南京西路1266弄9号1203室", "same_place"),
    ("上海市闸北区天目西路1号", "上海市静安区天目西路1号", "same_dwelling"),
    ("江苏省海安县中坝南路1号", "海安市中坝南路1号", "same_dwelling"),
    ("北京市崇文区崇文门外大街1号", "北京市东城区崇文门外大街1号", "same_dwelling"),
    ("湖北省襄樊市樊城区长虹路10号", "襄阳市樊城区长虹路10号", "same_dwelling"),
    ("四川省重庆市沙坪坝区小龙坎1号", "重庆市沙坪坝区小龙坎1号", "same_dwelling"),
    ("四川省郫县望丛中路1号", "成都市郫都区望丛中路1号", "same_dwelling"),
    ("威宁县草海镇人民路1号", "贵州省毕节市威宁彝族回族苗族自治县草海镇人民路1号", "same_dwelling"),
    ("恩施州恩施市施州大道1号", "湖北省恩施土家族苗族自治州恩施市施州大道1号", "same_dwelling"),
    ("大理市下关镇建设路1号", "云南省大理白族自治州大理市下关镇建设路1号", "same_dwelling"),
    ("江苏省南京市鼓楼区江苏省南京市鼓楼区中山北路1号", "南京市鼓楼区中山北路1号", "same_dwelling"),
    ("北京市市辖区朝阳区建国路88号", "北京市朝阳区建国路88号", "same_dwelling"),
    ("朝阳区建国路88号", "长春市朝阳区建国路88号", "same_dwelling"),
    ("朝阳区建国路88号", "北京市朝阳区建国路88号", "same_dwelling"),
    ("王家庄村3组12号", "王家庄村三组12号", "same_dwelling"),
    ("王家庄村3组12号", "王家庄村3组13号", "same_place"),
    ("Room 1203, No. 88 Zhongshan Rd, Yuexiu Dist., Guangzhou", "广州市越秀区中山路88号1203室", "same_dwelling"),
    (
        "Guangdong Province, Guangzhou City, Yuexiu District, Zhongshan Road No. 88, Room 1203",
        "广州市越秀区中山路88号1203室",
        "same_dwelling",
    ),
    ("Beijing Chaoyang District Jianguo Road No.88", "北京市朝阳区建国路88号", "same_dwelling"),
    ("No.88, Jianguo Rd., Chaoyang Dist., Beijing 100022", "北京市朝阳区建国路89号", "different_house"),
    (
        "No. 1203, Building 5, Lane 1266, West Nanjing Road, Jing'an District, Shanghai",
        "上海市静安区南京西路1266弄5号1203室",
        "same_dwelling",
    ),
    ("Lane 1266 No. 8 Nanjing West Road Shanghai", "上海市静安区南京西路1266弄8号", "same_dwelling"),
    ("3-2-501 Yangguang Huayuan, Nanshan District, Shenzhen", "深圳市南山区阳光花园3栋2单元501", "same_dwelling"),
    ("No. 7, Section 5, Xinyi Road, Xinyi District, Taipei 110", "台北市信義區信義路五段7號", "same_dwelling"),
    ("3F., No. 100, Zhongshan Rd., Fengshan Dist., Kaohsiung City 830", "高雄市鳳山區中山路100號3樓", "same_dwelling"),
    ("台北縣板橋市文化路100號", "新北市板橋區文化路100號", "same_dwelling"),
    ("台北市信義區信義路五段7號", "台北市信義區信義路四段7號", "same_city"),
    ("Flat A 12/F Block 3 City Garden North Point HK", "北角城市花園3座12樓A室", "same_dwelling"),
    ("九龍尖沙咀廣東道30號", "香港尖沙咀廣東道30號", "same_dwelling"),
    ("新界元朗天水圍天晴邨晴彩樓1203室", "香港元朗天水圍天晴邨晴彩樓1203室", "same_dwelling"),
    ("123 Main Street Apt 4B", "123 Main St #4B", "same_dwelling"),
    ("123 Main St Apt 4B", "123 Main St Apt 4C", "same_place"),
    ("123 Main St", "123 Main Ave", "different"),
    ("123 N Main St", "123 S Main St", "different"),
    ("123 Main St", "125 Main St", "different_house"),
    ("350 Fifth Avenue, New York, NY 10118", "350 5th Ave, New York NY 10118", "same_dwelling"),
    ("456 East Forty-Second Street, New York, NY", "456 E 42nd St, New York, NY", "same_dwelling"),
    ("1234 Highway 50, Reno, NV", "1234 Hwy 50, Reno, NV", "same_dwelling"),
    ("1234 Highway 50, Reno, NV", "1234 Hwy 5, Reno, NV", "same_city"),
    ("RR 2 Box 45, Smallville, KS 66002", "RR 3 Box 45, Smallville, KS 66002", "same_city"),
    ("PO Box 123, Springfield, IL 62701", "P.O. Box 123, Springfield, IL 62701", "same_dwelling"),
    ("PO Box 123, Springfield, IL 62701", "PO Box 124, Springfield, IL 62701", "different_house"),
    ("Unit 12, 34 George Street, Sydney NSW 2000", "12/34 George Street, Sydney NSW 2000", "same_dwelling"),
    ("Flat 2, 221B Baker Street, London NW1 6XE", "221B Baker Street, London, NW1 6XE", "as_far_as_known"),
    ("Musterstraße 5, 12345 Berlin", "Musterstrasse 5, 12345 Berlin", "same_dwelling"),
    (
        "Blk 123 Ang Mo Kio Ave 6 #12-345 Singapore 560123",
        "123 Ang Mo Kio Avenue 6, #12-345, Singapore 560123",
        "same_dwelling",
    ),
    (
        "Rose Cottage, High Street, Little Snoring, Norfolk NR21 0AB",
        "Rose Cottage, High St, Little Snoring, Norfolk, NR21 0AB",
        "same_dwelling",
    ),
    ("同上", "北京市朝阳区建国路88号", "unknown"),
    ("北京市朝阳区***", "北京市朝阳区建国路88号", "unknown"),
    ("北京市朝阳区建国路88号**", "北京市朝阳区建国路88号", "as_far_as_known"),
]


@pytest.mark.parametrize(("text", "expected"), PARSED)
def test_address_is_taken_apart(text: str, expected: dict[str, object]) -> None:
    (address,) = postal.clean(text)
    assert {part: getattr(address, part) for part in expected} == expected


@pytest.mark.parametrize(("text", "_expected"), PARSED)
def test_cleaning_twice_changes_nothing(text: str, _expected: dict[str, object]) -> None:
    (address,) = postal.clean(text)
    if address.known is not None:
        assert postal.clean(address.known)[0].known == address.known


@pytest.mark.parametrize(("left", "right", "level"), PAIRS)
def test_two_addresses_agree_on_a_level(left: str, right: str, level: str) -> None:
    one, other = postal.clean(left)[0], postal.clean(right)[0]
    assert LEVELS[postal.compare(one, other)].code == level
    assert LEVELS[postal.compare(other, one)].code == level


def test_a_column_reads_them_as_one_by_one() -> None:
    texts = [text for text, _ in PARSED] + [text for left, right, _ in PAIRS for text in (left, right)]
    texts = list(dict.fromkeys(texts))
    assert postal.clean_column(pa.array(texts)) == tabulate(map(postal.clean, texts), Address)
