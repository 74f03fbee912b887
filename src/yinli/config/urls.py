"""Every address of the house."""

from django.urls import include, path
from django.views.generic import RedirectView

from yinli.config.views import healthz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="today:home"), name="home"),
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("today/", include("yinli.desk.today.urls")),
    path("intake/", include("yinli.desk.intake.urls")),
    path("projects/", include("yinli.desk.pipeline.urls")),
    path("scoreboard/", include("yinli.desk.scoreboard.urls")),
    path("enterprises/", include("yinli.domain.enterprises.urls")),
    path("trips/", include("yinli.domain.trips.urls")),
    path("visits/", include("yinli.domain.visits.urls")),
    path("agreements/", include("yinli.domain.agreements.urls")),
    path("talents/", include("yinli.domain.talents.urls")),
    path("follow-ups/", include("yinli.domain.follow_ups.urls")),
    path("targets/", include("yinli.domain.targets.urls")),
    path("sources/", include("yinli.base.sources.urls")),
    path("people/", include("yinli.base.accounts.urls")),
    path("briefing/", include("yinli.surfaces.briefing.urls")),
]
