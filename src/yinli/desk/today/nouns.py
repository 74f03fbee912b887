"""What records are called, and where they are edited: for pages that speak of any kind of them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.personal.places import Searched

KINDS = (
    Searched("enterprises.enterprise", _("Enterprise"), "enterprises:detail"),
    Searched("enterprises.alias", _("Name of an enterprise"), "enterprises:detail", "enterprise"),
    Searched("enterprises.enterprisefact", _("Fact of an enterprise"), "enterprises:detail", "enterprise"),
    Searched("projects.project", _("Project"), "pipeline:detail"),
    Searched("projects.projectfact", _("Fact of a project"), "pipeline:detail", "project"),
    Searched("agreements.agreement", _("Agreement"), "agreements:detail"),
    Searched("agreements.commitment", _("Commitment"), "agreements:detail", "agreement"),
    Searched("follow_ups.followup", _("Follow-up"), "follow_ups:detail"),
    Searched("visits.visit", _("Visit"), "visits:detail"),
    Searched("trips.trip", _("Trip"), "trips:detail"),
    Searched("trips.tripmember", _("Member of a trip"), "trips:detail", "trip"),
    Searched("talents.talent", pgettext_lazy("person", "Talent"), "talents:detail"),
    Searched("talents.nomination", _("Nomination"), "talents:detail", "talent"),
    Searched("targets.claimedresult", _("Claimed result"), "scoreboard:claim"),
    Searched("intake.draft", _("Document under review"), "intake:detail"),
    Searched("sources.source", _("Document"), "sources:detail"),
)
