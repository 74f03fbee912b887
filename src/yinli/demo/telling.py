"""Tells the demo part by part, in one transaction."""

from datetime import date
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from yinli.base.accounts.models import User
from yinli.base.history.models import Entry
from yinli.demo.channels import add_channels
from yinli.demo.enterprises import add_enterprises, add_registrations
from yinli.demo.first_reports import add_first_reports
from yinli.demo.ledgers import add_ledgers
from yinli.demo.matters import add_matters
from yinli.demo.meetings import add_meetings
from yinli.demo.names import Names
from yinli.demo.plans import add_plans
from yinli.demo.projects import add_projects
from yinli.demo.reports import add_reports
from yinli.demo.reviews import add_reviews
from yinli.demo.saved_views import add_views
from yinli.demo.staff import add_staff
from yinli.demo.talents import add_talents
from yinli.demo.targets import add_targets
from yinli.demo.world import World


class NotEmpty(Exception):
    """The database holds people already: the demo is only told into an empty one."""


@transaction.atomic
def tell(as_of: date, seed: int) -> World:
    """The demo as of a day; raises NotEmpty."""
    if User.objects.exists():
        raise NotEmpty("this database has users already; the demo needs an empty one")
    rng = Random(seed)
    world = World(as_of, rng, Names(rng), ZoneInfo(settings.DISTRICT_TZ))
    for part in (
        add_staff,
        add_enterprises,
        add_registrations,
        add_talents,
        add_projects,
        add_plans,
        add_meetings,
        add_targets,
        add_reports,
        add_matters,
        add_first_reports,
        add_channels,
        add_reviews,
        add_views,
        add_ledgers,
    ):
        part(world)
    Entry.objects.bulk_create(world.entries, batch_size=2000)
    return world
