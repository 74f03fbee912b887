"""Migrations that encrypt what stands in clear, with real rows in it: forward, back, and forward once more."""

import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from tests.migrations.conftest import latest, migrate

from yinli.base.history.models import Entry
from yinli.base.history.wording import told
from yinli.base.sources import store
from yinli.base.sources.models import Evidence, PersonalSpan, Source
from yinli.desk.intake.models import Draft, Item
from yinli.domain.enterprises.models import Contact
from yinli.domain.talents.models import Certificate, Talent
from yinli.domain.visits.models import Visit

pytestmark = pytest.mark.deep

# As they were before anything of people was encrypted.
BEFORE = [
    ("enterprises", "0002_fact_recorded_by"),
    ("talents", "0001_initial"),
    ("sources", "0001_initial"),
    ("intake", "0001_initial"),
    ("visits", "0001_initial"),
    ("history", "0001_initial"),
]
NAME, PHONE, EMAIL, TALENT, HOLDER = "欧阳霁澄", "13861705923", "ouyang@example.com", "司徒清晏", "端木知远"
TEXT = f"总经理{NAME}（电话{PHONE}）介绍了扩产计划。"
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
START = TEXT.index(NAME)
VALUES = [{"field": "name", "value": NAME, "spans": [[START, START + 4]], "rule": "person"}]


def put_rows_in(apps) -> None:
    """One of each kind, as the version before wrote them; triggers write their audit."""
    model = apps.get_model
    with transaction.atomic():
        enterprise = model("enterprises", "Enterprise").objects.create(name="青禾半导体", name_pinyin="qing he")
        model("enterprises", "Contact").objects.create(
            enterprise=enterprise, name=NAME, title="总经理", phone=PHONE, email=EMAIL
        )
        model("talents", "Talent").objects.create(name=TALENT, name_pinyin="si tu", person_key="t1")
        model("talents", "Certificate").objects.create(
            number="C1", holder=HOLDER, person_key="c1", level=3, issued_on="2026-01-02"
        )
        source = model("sources", "Source").objects.create(
            sha256=SHA, file_name="新闻.txt", media_type="text/plain", size_bytes=9, text=TEXT, title="新闻"
        )
        model("sources", "Evidence").objects.create(
            source=source, start=START, end=START + 4, surface=NAME, rule="person",
            record_type="enterprises.contact", record_id=1, field="name",
        )  # fmt: skip
        draft = model("intake", "Draft").objects.create(
            source=source, title="新闻", text_sha256=SHA, marks=VALUES, rule_version="1", reading_sha256="2"
        )
        model("intake", "Item").objects.create(
            draft=draft, key=f"contact:{NAME}", record="contact", position=0, values=VALUES, edits={"title": "董事长"}
        )
        model("visits", "Visit").objects.create(enterprise=enterprise, met=f"{NAME}等", source=source)
        entry = {"by_name": "郑局长", "record_label": "", "before": {}}
        model("history", "Entry").objects.create(
            action="enterprise.add_contact", record_type="enterprises.enterprise", record_id=enterprise.pk,
            after={"person": NAME, "title": "总经理"}, **entry,
        )  # fmt: skip
    plain = Path(settings.YINLI_FILES) / SHA[:2] / SHA[2:4] / SHA
    plain.parent.mkdir(parents=True, exist_ok=True)
    plain.write_bytes(TEXT.encode())


def in_clear() -> dict[str, str]:
    """Every row of the tables about people, and of their audit, as SQL sees it."""
    tables = ("enterprises_contact", "talents_talent", "talents_certificate", "sources_source", "sources_evidence")
    more = ("intake_draft", "intake_item", "visits_visit")
    found = {}
    with connection.cursor() as cursor:
        for table in (*tables, *more, *(f"{one}event" for one in (*tables, *more))):
            cursor.execute(f'SELECT coalesce(string_agg(t::text, chr(10)), $$$$) FROM "{table}" t')
            found[table] = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(after::text, chr(10)) FROM history_entry")
        found["history_entry"] = cursor.fetchone()[0]
    return found


def reads_equal() -> None:
    """The models read what was written, and nothing of it lies in clear."""
    contact = Contact.objects.get()
    assert [getattr(contact, one).reveal() for one in ("name", "title", "phone", "email")] == [
        NAME, "总经理", PHONE, EMAIL,
    ]  # fmt: skip
    assert (Talent.objects.get().name.reveal(), Certificate.objects.get().holder.reveal()) == (TALENT, HOLDER)
    source, span = Source.objects.get(), PersonalSpan.objects.get()
    assert source.text == TEXT.replace(PHONE, "*" * len(PHONE)) and span.value.reveal() == PHONE
    assert store.get(SHA, source.subject_id) == TEXT.encode()
    assert Evidence.objects.get().surface == NAME
    item = Item.objects.get()
    assert (Draft.objects.get().marks, item.values, item.edits) == (VALUES, VALUES, {"title": "董事长"})
    assert item.key == "contact:0" and Visit.objects.get().met == f"{NAME}等"
    assert NAME in str([change.after for entry in Entry.objects.all() for change in told(entry).changes])
    for table, rows in in_clear().items():
        lying = [one for one in (NAME, PHONE, EMAIL, TALENT, HOLDER, "董事长") if one in rows]
        assert lying == [], table


def test_rows_written_before_read_equal_after_and_are_readable_again_on_the_way_back(owned):
    apps = migrate(BEFORE)
    put_rows_in(apps)
    migrate(latest())
    reads_equal()

    apps = migrate(BEFORE)
    assert apps.get_model("enterprises", "Contact").objects.get().phone == PHONE
    rows = in_clear()
    assert all(one in rows["enterprises_contact"] for one in (NAME, PHONE, EMAIL))
    assert TALENT in rows["talents_talent"] and HOLDER in rows["talents_certificate"]
    assert apps.get_model("sources", "Source").objects.get().text == TEXT
    assert apps.get_model("sources", "Evidence").objects.get().surface == NAME
    item = apps.get_model("intake", "Item").objects.get()
    assert (item.values, item.edits) == (VALUES, {"title": "董事长"})
    assert json.loads(rows["history_entry"])["person"] == NAME
    assert apps.get_model("visits", "Visit").objects.get().met == f"{NAME}等"

    migrate(latest())
    reads_equal()
