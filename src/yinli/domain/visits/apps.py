from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "yinli.domain.visits"
    label = "visits"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_labels
        from yinli.base.sources.retelling_actions import register_told
        from yinli.base.ui.panels import register_panel
        from yinli.domain.visits import panels, wording
        from yinli.domain.visits.models import Visit

        look = {"template": "visits/_panel.html", "title": _("Visits")}
        register_panel("enterprises.enterprise", query=panels.visits_of_enterprise, order=30, **look)
        register_panel("projects.project", query=panels.visits_of_project, order=30, **look)
        register_told(Visit, "source")
        register_actions(wording.SENTENCES)
        register_labels("visits.visit", wording.LABELS)
