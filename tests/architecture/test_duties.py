"""Every key to a person is work that a hand-over moves, or history that stays, with its reason."""

from django.db import models

from tests.architecture.test_house_rules import our_event_free_models
from yinli.base.accounts.duties import duties, kept_as_history
from yinli.base.accounts.models import User


def keys_to_people() -> set[str]:
    found = set()
    for model in our_event_free_models():
        for field in model._meta.get_fields():
            if isinstance(field, (models.ForeignKey, models.ManyToManyField)) and field.related_model is User:
                found.add(f"{model._meta.label_lower}.{field.name}")
    return found


def test_every_key_to_a_person_is_handed_over_or_stays_for_a_reason():
    handed_over = {f"{duty.model._meta.label_lower}.{duty.field}" for duty in duties()}
    assert keys_to_people() == handed_over | set(kept_as_history())
    assert not handed_over & set(kept_as_history())
    assert all(len(reason) > 10 for reason in kept_as_history().values())
