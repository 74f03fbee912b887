"""Every migration of ours that changes what stands, back and forward on a copy of the demo: every figure is equal."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from tests.architecture.test_migrations import later_migrations
from tests.migrations.conftest import latest, migrate, our_apps

from yinli.base.accounts.models import SYSTEM
from yinli.core.dates import year
from yinli.desk.scoreboard.queries import figures
from yinli.domain.enterprises.models import Contact
from yinli.domain.talents.models import Talent
from yinli.domain.targets.models import Target

pytestmark = pytest.mark.deep


def first_states() -> list[tuple[str, str | None]]:
    """Of each app the earliest state to which it goes back without the first tables of the house going, too; an app
    that came later goes altogether."""
    graph = MigrationLoader(connection).graph
    changing = {(one.app_label, one.name) for one in later_migrations()}
    ours = sorted(node for node in graph.nodes if node[0] in our_apps())
    made = {node for node in ours if not changing & set(graph.forwards_plan(node))}
    stays = [node for node in ours if node in made or made & set(graph.backwards_plan(node))]
    states: dict[str, str | None] = dict.fromkeys(sorted({app for app, _name in ours}))
    return list((states | dict(stays)).items())


def goes_back() -> list[tuple[str, str]]:
    """Every migration that this takes back."""
    graph, stays = MigrationLoader(connection).graph, dict(first_states())
    ours = [node for node in graph.nodes if node[0] in our_apps()]
    return [(app, name) for app, name in ours if name > (stays[app] or "")]


def board() -> dict[str, tuple[str, ...]]:
    """Every figure of every year that has targets."""
    from datetime import date

    return {
        f"{number} {one.indicator.code}": (str(one.value), str(one.also), str(one.target))
        for number in sorted(set(Target.objects.values_list("year", flat=True)))
        for one in figures(SYSTEM, year(number), today=date(number, 12, 31))
    }


def people() -> list[str]:
    """What is kept of people, in clear."""
    talents = [one.name.reveal() for one in Talent.objects.order_by("pk")]
    return talents + [f"{one.name.reveal()} {one.phone.reveal()}" for one in Contact.objects.order_by("pk")]


def test_every_figure_of_the_demo_is_equal_after_all_migrations_went_back_and_forward(owned_demo):
    figures_before, people_before = board(), people()
    assert len(figures_before) > 10 and len(people_before) > 100
    taken_back = goes_back()
    assert len(taken_back) >= len(later_migrations()) - 5
    migrate(first_states())
    migrate(latest())
    assert board() == figures_before
    assert people() == people_before
