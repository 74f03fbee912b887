"""Text that would run: planted in every field of every record, in file names, in documents."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from tests.test_who_may import addresses, pages
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project

PLANTED = "<yx a='\">"
# Never changed by the web: history can only grow, and what Django keeps for itself is shown nowhere.
NOT_OURS = ("history", "accounts")


def fields_of_people():
    """(model, field) of everything somebody types: text without a list of choices, not a key, not a path."""
    for model in apps.get_models():
        ours = model.__module__.startswith("yinli.") and model._meta.app_label not in NOT_OURS
        if not ours or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                yield model, field


def plant() -> set[str]:
    """Put the text into every field that takes it, a few rows each; the names of those that took it."""
    took = set()
    for model, field in fields_of_people():
        if field.max_length and field.max_length < len(PLANTED) + 4:
            continue
        # Words, that is: a code of ours, in small letters, is chosen from a list and never typed.
        typed = model._base_manager.filter(**{f"{field.name}__regex": "[\u4e00-\u9fff ]"})
        for row in typed.order_by("pk").values_list("pk", flat=True)[:40]:
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row).update(
                        **{field.name: f"{PLANTED}{row}"[: field.max_length]}
                    )
                took.add(f"{model.__name__}.{field.name}")
            except DatabaseError:
                pass
    return took


@pytest.mark.parametrize(
    "username",
    ["bureau", "admin", *(pytest.param(one, marks=pytest.mark.deep) for one in ("leader", "talent"))],
)
def test_text_planted_in_every_field_is_shown_as_text(demo, client, username):
    took = plant()
    assert {"Project.name", "Enterprise.name"} <= took and len(took) > 20, took
    viewer = getattr(demo, username)
    client.force_login(viewer)
    shown = 0
    for address, text in pages(client, addresses(viewer)).items():
        assert "<yx" not in text, address
        shown += text.count("&lt;yx")
    assert shown > 100 or username == "admin"


def test_sql_typed_into_a_record_is_kept_as_it_was_typed(demo):
    typed = "Robert'); DROP TABLE projects_project;--"
    Enterprise.objects.filter(pk=Enterprise.objects.first().pk).update(name=typed)
    assert Enterprise.objects.filter(name=typed).count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM projects_project")
        assert cursor.fetchone()[0] == Project.objects.count()
