"""Places with a part in what is told."""

from datetime import date

import pytest

from yinli.core.reading import read


def places(text: str) -> set[str]:
    return {place.name for place in read(text, date(2024, 5, 20)).places}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("县委书记周明礼陪同海川食品总经理到团林铺镇考察。", "团林铺镇"),
        ("海川食品集团与县里签约，生猪一体化项目落户邵家桥镇。", "邵家桥镇"),
        ("3月5日，招商推介会在市会展中心举行，海川食品集团与县里签约。", "市会展中心"),
    ],
)
def test_a_place_that_a_happening_goes_to_is_told(text, place):
    assert place in places(text)


def test_districts_of_a_ranking_are_told_and_the_far_ones_of_a_plan_are_not():
    text = "全市招商引资通报：碧江区签约34个、万山区签约19个，海川食品集团与市里签约。下一步将赴东莞市考察。"
    assert places(text) >= {"碧江区", "万山区"}
    assert not any("东莞" in name for name in places(text))


def test_a_place_ends_before_the_mark():
    assert not any(
        "。" in name or "、" in name for name in places("考察组到漯河、郑州。海川食品集团与县里签约。")
    )
    assert {"漯河", "郑州"} <= places("县长带队考察海川食品集团，先后飞赴漯河、郑州。")
