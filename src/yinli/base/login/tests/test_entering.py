"""Where one is led to log in, why, and where one comes back to."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

FORM, POST_ONLY = "/enterprises/add/", "/notices/read/"


def asked(response) -> dict[str, str]:
    """What the log-in page is asked with."""
    place = urlsplit(response["Location"])
    assert place.path == "/accounts/login/"
    return {name: values[0] for name, values in parse_qs(place.query).items()}


@pytest.fixture
def thrown_out(cast, client):
    """A browser whose session was ended elsewhere."""
    client.force_login(cast.north_officer)
    client.session.flush()
    return client


def test_whoever_sent_a_form_comes_back_to_the_page_it_stood_on(thrown_out):
    sent = thrown_out.post(POST_ONLY, HTTP_REFERER="http://testserver/notices/?page=2")
    assert asked(sent)["next"] == "/notices/?page=2"


@pytest.mark.parametrize("referer", ["", "http://evil.example/notices/", "http://testserver//evil.example/"])
def test_nobody_comes_back_to_another_site_or_to_an_address_for_forms(thrown_out, referer):
    assert asked(thrown_out.post(POST_ONLY, HTTP_REFERER=referer))["next"] == "/"


def test_the_log_in_page_says_that_a_session_has_ended_and_only_then(thrown_out):
    ended = thrown_out.get(FORM)
    assert asked(ended)["next"] == FORM
    assert "登录已失效" in thrown_out.get(ended["Location"]).content.decode()
    never = Client().get(FORM)
    assert "登录已失效" not in Client().get(never["Location"]).content.decode()


def test_a_part_of_a_page_is_no_place_for_the_log_in_page(thrown_out):
    told = thrown_out.get(
        "/notices/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/today/"}
    )
    assert told["HX-Redirect"].startswith("/accounts/login/?next=%2Ftoday%2F")


def test_a_change_of_language_comes_back_to_a_page_that_can_be_opened(cast, client):
    client.force_login(cast.administrator)
    person = f"/staff/{cast.north_officer.pk}/"
    shown = client.post(f"{person}invite/", HTTP_REFERER=f"http://testserver{person}").content.decode()
    assert f'name="next" value="{person}"' in shown


def test_an_address_for_forms_that_is_opened_answers_with_a_page_of_ours(cast, client):
    client.force_login(cast.north_officer)
    told = client.get(POST_ONLY)
    assert (told.status_code, told["Allow"]) == (405, "POST")
    assert "此地址不能直接打开" in told.content.decode()
    client.post("/i18n/setlang/", {"language": "en"})
    assert "This address cannot be opened by itself" in client.get(POST_ONLY).content.decode()
