"""Bodies and people: what is a name, where it ends, and which names are one."""

import pytest

from yinli.core.reading import read


def names(text: str, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(o.name, o.kind) for o in read(text, known=known).organisations]


def people(text: str) -> list[tuple]:
    return [(p.name, p.title) for p in read(text).persons]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("沈若川一行先后来到澜舟微电子集团考察。", "澜舟微电子集团", "enterprise"),
        ("并与霖沐装备(苏州)有限公司签约。", "霖沐装备(苏州)有限公司", "enterprise"),
        ("并与霖沐装备（苏州）有限公司签约。", "霖沐装备（苏州）有限公司", "enterprise"),
        ("实地走访国内最早从事创投的砺石创投,", "砺石创投", "enterprise"),
        ("会后召开禾为公司座谈会,希望禾为公司加大投入。", "禾为公司", "enterprise"),
        ("青禾先进制造基金完成备案。", "青禾先进制造基金", "fund"),
        ("在溧阳经济开发区举行仪式。", "溧阳经济开发区", "park"),
        ("浙江省智能制造协会来访。", "浙江省智能制造协会", "association"),
        ("与江南大学座谈。", "江南大学", "university"),
        ("与岚岳材料研究院座谈。", "岚岳材料研究院", "institution"),
        ("区投资促进局牵头。", "区投资促进局", "government"),
        ("溧阳市招商服务中心统计。", "溧阳市招商服务中心", "government"),
        ("先后前往宁海集团、杭州万里奔腾公司、颐岚集团。", "杭州万里奔腾公司", "enterprise"),
        ("先后前往宁海集团、杭州万里奔腾公司、颐岚集团。", "颐岚集团", "enterprise"),
        ("参观了园区以及华岚、禾想、大族光电等企业。", "禾想", "enterprise"),
        ("客商代表Norvane Systems GmbH到会。", "Norvane Systems GmbH", "enterprise"),
    ],
)
def test_a_body_is_named_to_its_edges(text, name, kind):
    assert (name, kind) in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "走访了多家综合性投资集团和相关公司。",
        "两家集团(公司)负责人作了介绍。",
        "推动产业园区成片改造。",
        "设立相关投资基金。",
        "该公司是一家上市公司。",
        "优化营商环境,发展现代农业。",
        "招引总部企业和研究院。",
        "与八家公司洽谈。",
        "签订涉及箱包加工、康养旅游等8个项目。",
        "航空公司和保险公司都来了。",
    ],
)
def test_general_words_are_no_names(text):
    assert names(text) == []


def test_a_list_before_a_number_of_enterprises_names_every_member():
    found = names("璟曜数据、阔澜、Norvane Systems GmbH等17家企业到会。")
    assert [n for n, _ in found] == ["璟曜数据", "阔澜", "Norvane Systems GmbH"]


def test_the_short_form_and_the_full_form_are_one_body():
    reading = read("考察了禾丰堂中国汽车有限公司。禾丰堂公司是老朋友,禾丰堂将增资。")
    (body,) = reading.organisations
    assert body.name == "禾丰堂中国汽车有限公司"
    assert body.aliases == ("禾丰堂公司", "禾丰堂")
    assert len(body.mentions) == 3


def test_two_short_names_that_share_a_stem_stay_two_bodies():
    found = names("弘曜终端公司是弘曜公司旗下企业。希望弘曜公司加大投入。")
    assert {n for n, _ in found} == {"弘曜终端公司", "弘曜公司"}


def test_a_name_and_its_stated_full_form_are_one_body():
    (body,) = read("霜垅,即霜垅食品(溧阳)有限公司,今年扩产。").organisations
    assert body.name == "霜垅食品(溧阳)有限公司"
    assert "霜垅" in body.aliases


def test_an_owner_is_a_body_though_its_name_has_no_ending():
    assert ("禾岳泰宁", "enterprise") in names("澜舟微电子集团作为禾岳泰宁全资附属公司,发展很快。")


def test_a_known_name_is_recognised_wherever_it_stands():
    assert names("中午去了大碗先生。") == []
    assert names("中午去了大碗先生。", ("大碗先生",)) == [("大碗先生", "enterprise")]


def test_what_only_ends_like_a_body_is_none():
    assert names("加班不多,食堂像大学。下游的染厂也来了。") == []


def test_the_employer_in_a_title_is_a_body():
    reading = read("区长陆明与迅岚达总裁Alan Moe座谈。")
    assert ("迅岚达", "enterprise") in [(o.name, o.kind) for o in reading.organisations]
    assert [p.organisation for p in reading.persons if p.name == "Alan Moe"] == ["迅岚达"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区委书记马原率队赴外考察。", [("马原", "区委书记")]),
        ("溧阳市委书记余海川率党政代表团出访。", [("余海川", "溧阳市委书记")]),
        ("区委常委、常务副区长袁礼主持。", [("袁礼", "区委常委、常务副区长")]),
        ("副市长吴生、王京文参加。", [("吴生", "副市长"), ("王京文", "副市长")]),
        ("霖沐装备公司创始人兼CEO彭远山说。", [("彭远山", "霖沐装备公司创始人兼CEO")]),
        ("童远现任岚岳材料研究院院长。", [("童远", "岚岳材料研究院院长")]),
        (
            "区委副书记、政法委书记李青主持,区领导李青、王果出席。",
            [("李青", "区委副书记、政法委书记"), ("王果", "区领导")],
        ),
        ("市领导汤超、 马浩以及陈银河出席。", [("汤超", "市领导"), ("马浩", "市领导"), ("陈银河", "市领导")]),
        ("欧阳文静表示,将加快进度。", [("欧阳文静", None)]),
    ],
)
def test_people_carry_the_title_said_of_them(text, expected):
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("盟能源局局长巴图苏和解释说,指标没有下来。", ["巴图苏和"]),
        ("市长艾力·吐尔逊对着镜头鞠了一躬。", ["艾力·吐尔逊"]),
        ("县委书记会见了总裁Karl-Heinz Bauer,Bauer说要建厂。", ["Karl-Heinz Bauer"]),
        ("总监钱光宇三次登门,副主任贺一诺婉言谢绝。", ["钱光宇", "贺一诺"]),
        ("师傅说,尹总不来了。", []),
        ("总经理王小明·副总经理李建国来访。", ["王小明", "李建国"]),
        ("总经理张伟·海川食品公司代表签约,张伟说好。", ["张伟"]),
    ],
)
def test_a_name_ends_where_the_person_does(text, expected):
    assert [name for name, _title in people(text)] == expected


def test_forum_spelling_is_read_and_the_span_keeps_the_original():
    reading = read("9月3日,区委sj马原率队赴苏州市开展招商考察。")
    (leader,) = reading.persons
    assert (leader.name, leader.title) == ("马原", "区委书记")
    assert reading.text[slice(*leader.spans[0])] == "马原"


def test_the_news_names_are_all_found_once(news):
    enterprises = [o.name for o in news.organisations if o.kind == "enterprise"]
    assert enterprises == [
        "澜舟微电子集团",
        "霁禾生物科技有限公司",
        "禾岳控股",
        "霖沐智能装备（苏州）有限公司",
        "泰衍新材料公司",
        "筑恒产城集团",
        "合屿园区运营公司",
        "砺石创投",
        "璟曜数据",
        "阔澜软件",
        "Norvane Systems GmbH",
        "沐川资本集团",
        "弘曜公司",
        "禾丰堂食品连锁有限公司",
        "弘曜终端公司",
    ]
    assert [p.name for p in news.persons] == [
        "沈若川",
        "顾明澜",
        "陆庭舟",
        "韩知秋",
        "俞青禾",
        "Lena Hartmann",
    ]
