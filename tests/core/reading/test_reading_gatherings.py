"""Who came to a fair, who signed at a ceremony, and who speaks in an announcement."""

from yinli.core.reading import read


def told(text: str) -> set[tuple]:
    return {(e.type, name) for e in read(text).events for name in e.counterparts or ("",)}


def test_guests_named_after_a_fair_are_its_counterparts():
    text = "5日,青榆区投资推介会在上海举行,澜舟集团、弘曜科技有限公司等60多家企业代表到会。"
    assert {("promotion_event", "澜舟集团"), ("promotion_event", "弘曜科技有限公司")} <= told(text)


def test_guests_named_in_the_next_sentence_are_too():
    text = "青榆区投资推介会在上海举行。区委书记王建国致辞,上海市江苏商会会长李志强出席。"
    assert ("promotion_event", "上海市江苏商会") in told(text)


def test_firms_that_a_speech_names_were_not_there():
    text = "青榆区投资推介会在上海举行。区委书记王建国在推介中说,园区已集聚澜舟集团等企业。"
    assert ("promotion_event", "澜舟集团") not in told(text)


def test_signers_named_after_a_ceremony_are_its_counterparts():
    text = (
        "青榆区2023年第三季度项目集中签约仪式举行。区委书记王建国出席。\n"
        "此次签约项目10个,澜舟集团投资12亿元的精密制造项目、弘曜科技有限公司研发中心项目在列。"
    )
    assert {("signing", "澜舟集团"), ("signing", "弘曜科技有限公司")} <= told(text)


def test_in_an_announcement_the_company_is_the_one_that_announces():
    text = (
        "澜舟精密股份有限公司公告:公司与青榆区人民政府于2014年8月18日签署项目投资协议,总投资12亿元。"
        "公司2012年5月曾与白榆经济技术开发区管委会签约。"
    )
    assert {pair for pair in told(text) if pair[0] == "signing"} == {("signing", "澜舟精密股份有限公司")}


def test_a_park_that_signs_is_no_counterpart():
    assert told("澜舟集团与白榆经济开发区签订投资协议。") == {("signing", "澜舟集团")}


def test_a_board_meeting_is_no_meeting_of_promotion():
    text = "本次投资已经公司2024年5月10日召开的第四届董事会第十二次会议审议通过,招商项目签约落户我区。"
    assert "meeting" not in {kind for kind, _ in told(text)}


def test_whoever_else_pays_for_the_project_signed_too():
    text = "昨日,澜舟科技电驱动项目在青榆高新区签约。项目由澜舟科技与弘曜产业基金共同出资,总投资6亿元。"
    assert {("signing", "澜舟科技"), ("signing", "弘曜产业基金")} <= told(text)


def test_signers_are_the_heads_of_a_numbered_list():
    text = (
        "5月29日,青榆区二季度项目集中签约活动在文化中心举行。区委书记王建国讲话。\n签约名单:\n"
        "1.澜舟控股集团——电池回收,20亿元;\n2.弘曜科技有限公司——光学膜,10亿元,青榆高新区;\n(其余从略)"
    )
    assert {("signing", "澜舟控股集团"), ("signing", "弘曜科技有限公司")} <= told(text)


def test_whoever_is_named_after_two_fairs_came_to_the_first():
    text = (
        "8月17日,青榆区在苏州举办产业推介会;18日,又在杭州举办数字专场推介会。"
        "会后,上海市江苏商会会长李志强应邀出席座谈。"
    )
    fairs = [e for e in read(text).events if e.type == "promotion_event"]
    assert [len(e.counterparts) for e in fairs][1:] == [0]


def test_a_day_after_the_texts_own_is_a_plan():
    from datetime import date

    found = read("10月8日,区长王建国走访澜舟控股集团,项目签约落户我区。", date(2024, 9, 1)).events
    assert "visit" not in {e.type for e in found}
