"""The page of a document: its span lit, its bytes unaltered, for those who may see it."""

import pytest
from django.urls import reverse

from yinli.base.sources.actions import keep

TEXT = "第一行\n<b>澜舟微电子集团</b>来访。"


@pytest.fixture
def source(cast):
    return keep(TEXT.encode("gbk"), "来访 纪要.txt", by=cast.north_officer)


def page_of(client, source, query=""):
    return client.get(reverse("sources:detail", args=[source.pk]) + query)


def test_the_span_in_the_address_is_lit(client, cast, source):
    client.force_login(cast.north_officer)
    page = page_of(client, source, "?span=7-14").content.decode()
    assert '<mark class="is-cited" id="cited">澜舟微电子集团</mark>' in page
    assert "<b>澜舟" not in page


@pytest.mark.parametrize("span", ["", "9-3", "5-99999", "-1-4", "x", "4-4"])
def test_a_span_that_is_none_lights_nothing(client, cast, source, span):
    client.force_login(cast.north_officer)
    response = page_of(client, source, f"?span={span}")
    assert response.status_code == 200
    assert "is-cited" not in response.content.decode()


def test_the_original_is_given_back_byte_for_byte_and_never_shown(client, cast, source):
    client.force_login(cast.north_officer)
    response = client.get(reverse("sources:original", args=[source.pk]))
    assert response.content == TEXT.encode("gbk")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("name", ["detail", "original"])
def test_another_units_officer_finds_no_such_document(client, cast, source, name):
    client.force_login(cast.south_officer)
    assert client.get(reverse(f"sources:{name}", args=[source.pk])).status_code == 404
