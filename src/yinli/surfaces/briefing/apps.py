from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "yinli.surfaces.briefing"
    label = "briefing"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.ui.panels import register_panel
        from yinli.surfaces.briefing import panels

        register_panel(
            "trips.trip",
            query=panels.report_of_trip,
            template="briefing/_download.html",
            title=_("Trip report"),
            order=10,
            place="aside",
        )
