"""How far a written name may mean an enterprise in the books, and why."""

import pytest

from yinli.core.likeness import Known, likeness


def like(name, known, aliases=(), code=""):
    return likeness(name, aliases, code, known if isinstance(known, Known) else Known(known))


@pytest.mark.parametrize(
    ("name", "known", "ground"),
    [
        ("澜舟精密股份有限公司", "澜舟精密股份有限公司", "name"),
        ("澜舟", Known("澜舟精密股份有限公司", ("澜舟",)), "alias"),
        ("澜舟精密", "无锡澜舟精密有限公司", "stem"),
        ("蓝州精密", "澜舟精密股份有限公司", "pinyin"),
        ("澜舟精蜜", "澜舟精密股份有限公司", "pinyin"),
        ("澜舟精工", "澜舟精密股份有限公司", "one_sign"),
        ("澜舟", "澜舟精密股份有限公司", "part"),
        ("弘曜控股集团", Known("青榆微电子有限公司", parent="弘曜集团有限公司"), "group"),
    ],
)
def test_the_weightiest_ground_comes_first(name, known, ground):
    assert like(name, known).grounds[0] == ground


def test_the_same_credit_code_is_the_same_enterprise_whatever_its_name():
    found = like("弘曜科技", Known("澜舟科技", credit_code="91320211MA1X0000XX"), code="91320211MA1X0000XX")
    assert found.is_sure and found.score == 1


def test_another_credit_code_is_another_enterprise_of_the_same_name():
    found = like(
        "澜舟科技有限公司",
        Known("澜舟科技有限公司", credit_code="91320211MA1X0000XX"),
        code="91320211MA1Y0000XX",
    )
    assert not found.is_sure and found.score <= 0.1 and "other_code" in found.grounds


def test_the_same_name_in_another_place_is_offered_and_not_sure():
    found = like("深圳澜舟微电子有限公司", "无锡澜舟微电子有限公司")
    assert not found.is_sure and "other_place" in found.grounds and found.score < 0.5


def test_names_that_share_nothing_are_not_alike():
    assert like("弘曜科技", "泰衍新材料") == likeness("弘曜科技", (), "", Known("泰衍新材料"))
    assert like("弘曜科技", "泰衍新材料").score == 0


def test_two_sign_names_with_one_sign_apart_are_two():
    assert "one_sign" not in like("澜舟", "澜海").grounds
