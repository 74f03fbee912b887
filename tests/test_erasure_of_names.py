"""A name that intake read as a person's is nowhere once the person is erased; where it stays, the page says so before."""

import base64
from datetime import date

import pytest
from django.urls import reverse

from tests.test_erasure import counts, docx, dumped, lying_about, traces
from yinli.base.accounts.actions import add_unit, add_user
from yinli.base.accounts.models import SYSTEM
from yinli.base.history.queries import entries_for
from yinli.base.history.wording import told
from yinli.base.sources.actions import keep
from yinli.base.sources.models import Evidence, Source
from yinli.base.sources.retelling_actions import without
from yinli.desk.intake.actions import correct, decide, decide_all, write
from yinli.desk.intake.models import Draft, Item
from yinli.desk.intake.reading_actions import read_source
from yinli.domain.enterprises.models import Contact
from yinli.domain.follow_ups.actions import ask
from yinli.domain.trips.actions import add_trip
from yinli.domain.visits.actions import add_visit
from yinli.domain.visits.models import Visit

NAME, PHONE = "欧阳霁澄", "13861705923"
NEWS = f"""区招商局赴苏州考察青禾半导体有限公司
9月3日，副区长周明一行赴苏州，走访青禾半导体有限公司。青禾半导体有限公司总经理{NAME}（电话{PHONE}）介绍了扩产计划。
会上{NAME}表示，将于年内签约，总投资5亿元。双方商定9月20日前再次对接。
"""
TODAY = date(2026, 9, 8)


def spellings() -> list[bytes]:
    """The name in every form it could lie in."""
    found = [NAME.encode("unicode_escape"), NAME.encode("unicode_escape").replace(b"\\u", b"\\\\u")]
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        plain = NAME.encode(encoding)
        cut = [base64.b64encode(b"x" * lead + plain)[4 if lead else 0 : -4] for lead in (0, 1, 2)]
        found += [plain, plain.hex().encode(), plain.hex().upper().encode(), *cut]
    return [one for one in found if len(one) >= 8]


@pytest.fixture
def boss(committed):
    """Whoever may erase."""
    district = add_unit("滨江区", "district", by=SYSTEM)
    return add_user("boss", "郑局长", role="bureau", unit=district, by=SYSTEM)


def read_and_written(boss) -> tuple[Source, Contact]:
    """The document read, each decision and a correction in history, everything accepted."""
    source = keep(docx(NEWS), "纪要.docx", by=boss, published_on=date(2026, 9, 5))
    draft, _ = read_source(source, by=boss)
    person = draft.items.get(record="contact")
    draft = decide(draft, person.key, "rejected", by=boss, seen=draft.version)
    draft = correct(draft, person.key, "title", "董事长", by=boss, seen=draft.version, today=TODAY)
    draft = correct(draft, person.key, "name", f"{NAME}（总）", by=boss, seen=draft.version, today=TODAY)
    draft = correct(draft, person.key, "name", NAME, by=boss, seen=draft.version, today=TODAY)
    draft = decide(draft, person.key, "accepted", by=boss, seen=draft.version)
    draft, _ = decide_all(draft, "accepted", by=boss, seen=draft.version)
    write(draft, by=boss, seen=draft.version, today=TODAY)
    return source, Contact.objects.get()


def places(client, contact) -> str:
    """The page that is read before an erasure."""
    return client.get(reverse("personal:erase", args=[contact.subject_id])).content.decode()


@pytest.mark.deep
def test_no_trace_is_left_of_a_name_that_was_read_as_a_persons(committed, client, boss):
    client.force_login(boss)
    source, contact = read_and_written(boss)
    visit = add_visit(by=boss, enterprise=contact.enterprise, met=f"{NAME}等三人", source=source)
    assert contact.name == NAME and Evidence.objects.filter(record_type="enterprises.contact").exists()
    assert NAME in client.get(reverse("sources:detail", args=[source.pk])).content.decode()
    client.get("/enterprises/", {"format": "xlsx"})
    # The name lies in clear nowhere, not even before.
    before = [dumped(committed), *lying_about()]
    assert [one for one in spellings() for blob in before if one in blob] == []

    counted = counts()
    erase = reverse("personal:erase", args=[contact.subject_id])
    assert client.post(erase, {"reason": "asked_by_person", "sure": "on"}).status_code == 302
    everything = [dumped(committed), *lying_about()]
    assert "青禾半导体".encode() in everything[0], "the dump is read as it should be"
    assert [one for one in (*spellings(), *traces()) for blob in everything if one in blob] == []
    assert counts() == counted

    what_is_left_is_read_as_before(client, source, contact)
    assert Visit.objects.get(pk=visit.pk).met == "某某某某等三人"


def what_is_left_is_read_as_before(client, source, contact):
    """With 某 in the name's place, under the new key and no other."""
    source.refresh_from_db()
    assert source.text.count("某某某某") == NEWS.count(NAME) and NAME not in source.text
    assert {one.surface for one in Evidence.objects.filter(record_type="enterprises.contact")} >= {"某某某某"}
    assert all(one.surface == source.text[one.start : one.end] for one in Evidence.objects.all())
    assert NAME not in str([*Item.objects.values_list("values", "edits")]) and Item.objects.exists()
    assert "某某某某" in str(Draft.objects.get().marks)
    for page in (
        reverse("sources:detail", args=[source.pk]),
        reverse("intake:detail", args=[Draft.objects.get().number]),
        reverse("enterprises:detail", args=[contact.enterprise.number]),
    ):
        shown = client.get(page)
        assert shown.status_code == 200 and NAME not in shown.content.decode(), page
    assert client.get(reverse("sources:original", args=[source.pk])).status_code == 410


def test_history_tells_what_was_decided_for_as_long_as_the_key_lives(committed, boss):
    read_and_written(boss)
    lines = [told(entry) for entry in entries_for(Draft.objects.get())]
    assert NAME in str([change.after for line in lines for change in line.changes])


def test_before_an_erasure_the_page_lists_where_the_name_stays(committed, client, boss):
    client.force_login(boss)
    _, contact = read_and_written(boss)
    ask(f"请{NAME}补充材料", by=boss)
    trip = add_trip(f"回访{NAME}", by=boss)
    other = keep(f"{NAME}在论坛上致辞，内容很长。".encode(), "致辞.txt", by=boss)
    client.cookies["django_language"] = "en"
    page = places(client, contact)
    assert "Where the name stays unless you change it" in page
    for found in (f"请{NAME}补充材料", f"回访{NAME}", reverse("trips:detail", args=[trip.number])):
        assert found in page
    assert reverse("sources:detail", args=[other.pk]) in page
    assert "entries of history name them, too" in page


def test_a_name_within_another_is_masked_whole():
    assert without(["王小明明", {"a": "王小明"}], {"王小明", "王小明明"}) == ["某某某某", {"a": "某某某"}]
