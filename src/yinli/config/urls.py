"""Every address of the house."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from yinli.config.views import healthz, proof_of_domain

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="today:home"), name="home"),
    path("healthz", healthz, name="healthz"),
    re_path(r"^(?P<name>WW_verify_\w{1,64}\.txt)$", proof_of_domain, name="proof_of_domain"),
    path("csp-report/", include("yinli.base.ui.urls")),
    path("accounts/", include("yinli.base.login.urls")),
    path("link/", include("yinli.base.links.urls")),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("today/", include("yinli.desk.today.urls")),
    path("search/", include("yinli.desk.today.search_urls")),
    path("intake/", include("yinli.desk.intake.urls")),
    path("learning/", include("yinli.desk.learning.urls")),
    path("sheets/", include("yinli.desk.sheets.urls")),
    path("ledgers/", include("yinli.desk.ledgers.urls")),
    path("layouts/", include("yinli.desk.layouts.urls")),
    path("projects/", include("yinli.desk.pipeline.urls")),
    path("scoreboard/", include("yinli.desk.scoreboard.urls")),
    path("enterprises/", include("yinli.domain.enterprises.urls")),
    path("trips/", include("yinli.domain.trips.urls")),
    path("visits/", include("yinli.domain.visits.urls")),
    path("reports/", include("yinli.domain.first_report.urls")),
    path("channels/", include("yinli.domain.channels.urls")),
    path("agreements/", include("yinli.domain.agreements.urls")),
    path("talents/", include("yinli.domain.talents.urls")),
    path("follow-ups/", include("yinli.domain.follow_ups.urls")),
    path("targets/", include("yinli.domain.targets.urls")),
    path("notices/", include("yinli.base.notices.urls")),
    path("people/", include("yinli.base.personal.urls")),
    path("sources/", include("yinli.base.sources.urls")),
    path("staff/", include("yinli.desk.staff.urls")),
    path("history/", include("yinli.desk.audit.urls")),
    path("briefing/", include("yinli.surfaces.briefing.urls")),
]

handler400 = "yinli.base.ui.errors.bad_request"
handler403 = "yinli.base.ui.errors.forbidden"
handler404 = "yinli.base.ui.errors.not_found"
handler500 = "yinli.base.ui.errors.server_error"
