"""Every key to a person is work that a hand-over moves, or history that stays, with its reason."""

from django.db import models

from tests.architecture.test_house_rules import our_event_free_models
from yinli.base.accounts.duties import duties, kept_as_history
from yinli.base.accounts.estates import estates, stay_with_unit
from yinli.base.accounts.models import Unit, User


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


def keys_to_units() -> set[str]:
    found = set()
    for model in our_event_free_models():
        for field in model._meta.get_fields():
            if isinstance(field, (models.ForeignKey, models.ManyToManyField)) and field.related_model is Unit:
                found.add(f"{model._meta.label_lower}.{field.name}")
    return found


# The tree itself and who works where: moved by the action that dissolves a unit.
OF_THE_TREE = {"accounts.unit.parent", "accounts.unit.successor", "accounts.user.unit"}


def test_every_key_to_a_unit_goes_over_or_stays_for_a_reason():
    gone_over = {f"{one.model._meta.label_lower}.{one.field}" for one in estates()}
    assert keys_to_units() - OF_THE_TREE == gone_over | set(stay_with_unit())
    assert not gone_over & set(stay_with_unit())
    assert all(len(reason) > 10 for reason in stay_with_unit().values())
