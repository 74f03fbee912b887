"""What the database refuses because of somebody else is a page, in both languages; a fault of ours is not."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from tests.races.conftest import (
    LANGUAGES,
    TODAY,
    Turn,
    browser,
    in_a_thread,
    is_the_page_of_two,
    project_of,
    stepping,
    until_it_waits,
)
from yinli.base.ui.clashes import clash_of
from yinli.base.ui.middleware import database_viewer
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects.models import Project

NEWS = "9月3日，副区长周明一行赴苏州，走访青禾半导体有限公司，总经理沈一鸣介绍了扩产计划。双方签约，总投资5亿元。"


@pytest.fixture
def elsewhere(people):
    """Somebody's console on a connection of their own, in a transaction that nobody ends for them."""
    url = urlsplit(os.environ["YINLI_DATABASE_OWNER_URL"])
    with psycopg.connect(urlunsplit(url._replace(path="/" + connection.settings_dict["NAME"]))) as console:
        yield console
        console.rollback()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_waits_too_long_for_somebody_else_is_told_so(people, elsewhere, monkeypatch, language):
    project = project_of(people.officer, people.boss)
    elsewhere.execute("SELECT 1 FROM projects_project FOR UPDATE")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"options": "-c lock_timeout=200ms"})
    connection.close()
    turn = Turn(stepping(people, project, language))
    turn.take()
    why = "is not done yet" if language == "en" else "已等待数秒仍未完成"
    is_the_page_of_two(turn, 409, language, why, "送合同文本")
    elsewhere.rollback()
    project.refresh_from_db()
    assert project.next_step == "约谈"


def test_of_two_who_wait_for_each_other_one_is_told_and_has_changed_nothing(people, elsewhere):
    first, second = project_of(people.officer, people.boss), project_of(people.officer, people.boss)
    elsewhere.execute("SELECT 1 FROM projects_project WHERE id = %s FOR UPDATE", [second.pk])
    client = browser(people.manager, "en")
    address = reverse("staff:hand_over", args=[people.officer.pk])
    chosen = {"projects": people.colleague.pk, "confirmed": "1"}
    handing = Turn(lambda: client.post(address, chosen))
    thread = in_a_thread(handing.take)
    thread.start()
    until_it_waits(handing)
    # Now the circle closes; whoever has waited longest, the page, finds it and gives way.
    elsewhere.execute("SELECT 1 FROM projects_project WHERE id = %s FOR UPDATE", [first.pk])
    thread.join(20)
    is_the_page_of_two(handing, 409, "en", "each waiting for the other", str(people.colleague.pk))
    elsewhere.rollback()
    assert set(Project.objects.values_list("officer", flat=True)) == {people.officer.pk}


def test_what_is_refused_at_the_very_end_of_a_request_is_a_page_too(people, rf):
    """A rule kept at the commit: the view is through, and there is nobody to catch it but the frame of all."""

    def view(request):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(
                "UPDATE accounts_user SET unit_id = 999999 WHERE id = %s", [people.administrator.pk]
            )
        return HttpResponse("done")

    request = rf.post("/projects/", {"name": "扩产项目二期"})
    request.user = request.viewer = people.administrator
    request.today, request.htmx = TODAY, False
    with override("en"):
        turn = Turn(lambda: database_viewer(view)(request))
        turn.take()
    is_the_page_of_two(turn, 409, "en", "was removed by somebody else", "扩产项目二期")


def test_a_fault_of_our_own_stays_a_fault(people):
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Project.objects.create(name="无专员", enterprise_id=add_enterprise("甲公司", by=people.boss)[0].pk)
    assert clash_of(raised.value) is None and clash_of(ValueError("anything")) is None
