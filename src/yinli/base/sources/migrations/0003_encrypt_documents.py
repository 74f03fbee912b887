"""Encrypts the files of documents taken in before, and masks the personal numbers in their text and evidence.

There is a way back for the files and the text of the rows; audit rows stay masked.
"""

from pathlib import Path

from django.conf import settings
from django.db import migrations
from django.utils import timezone

from yinli.base.personal import ciphers, keystore
from yinli.base.personal.marks import number_mark
from yinli.base.personal.migrating import mask_everywhere, triggers
from yinli.base.sources import store
from yinli.core.personal_numbers import find, without_numbers

TEXTS = {
    "sources_source": ("file_name", "title"),
    "sources_sourceevent": ("text", "file_name", "title"),
    "sources_evidence": ("surface",),
    "sources_evidenceevent": ("surface",),
}


def _plain_path(sha256):
    return Path(settings.YINLI_FILES) / sha256[:2] / sha256[2:4] / sha256


def forwards(apps, schema_editor):
    subject_model, span_model = apps.get_model("personal", "Subject"), apps.get_model("sources", "PersonalSpan")
    alias = schema_editor.connection.alias
    with schema_editor.connection.cursor() as cursor:
        triggers(cursor, ("sources_source", "sources_sourceevent"), "DISABLE")
        cursor.execute("SELECT id, sha256, text FROM sources_source ORDER BY id")
        for pk, sha256, text in cursor.fetchall():
            subject = subject_model.objects.using(alias).create(
                kind="source", purpose="document", created_at=timezone.now(), marks=[]
            )
            keystore.create([subject.pk])
            cursor.execute("UPDATE sources_source SET subject_id = %s, text = %s WHERE id = %s",
                           [subject.pk, without_numbers(text), pk])
            cursor.execute("UPDATE sources_sourceevent SET subject_id = %s WHERE pgh_obj_id = %s", [subject.pk, pk])
            span_model.objects.using(alias).bulk_create(
                span_model(source_id=pk, subject_id=subject.pk, start=one.start, end=one.end, kind=one.kind,
                           value=one.value, mark=number_mark(one.value))
                for one in find(text)
            )
            if _plain_path(sha256).exists():
                store.put(sha256, subject.pk, _plain_path(sha256).read_bytes())
                _plain_path(sha256).unlink()
        triggers(cursor, ("sources_source", "sources_sourceevent"), "ENABLE")
    mask_everywhere(schema_editor, TEXTS)


def backwards(apps, schema_editor):
    span_model = apps.get_model("sources", "PersonalSpan")
    with schema_editor.connection.cursor() as cursor:
        triggers(cursor, ("sources_source",), "DISABLE")
        cursor.execute("SELECT id, sha256, subject_id, text FROM sources_source")
        for pk, sha256, subject_id, text in cursor.fetchall():
            try:
                data = store.get(sha256, subject_id)
            except keystore.KeyGone:
                continue
            for span in span_model.objects.using(schema_editor.connection.alias).filter(source_id=pk):
                plain = ciphers.unseal(span.value.token, "span.value")[: span.end - span.start]
                text = text[: span.start] + plain.ljust(span.end - span.start) + text[span.end :]
            cursor.execute("UPDATE sources_source SET text = %s WHERE id = %s", [text, pk])
            _plain_path(sha256).write_bytes(data)
            store.remove(sha256, subject_id)
        triggers(cursor, ("sources_source",), "ENABLE")
    span_model.objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_documents_are_encrypted")]
    operations = [migrations.RunPython(forwards, backwards)]
