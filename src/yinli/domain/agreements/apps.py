from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "yinli.domain.agreements"
    label = "agreements"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_labels, register_values
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.rail import register_entry
        from yinli.domain.agreements import panels, wording

        register_entry(
            key="agreements",
            url_name="agreements:list",
            label=_("Agreements"),
            icon="writing-sign",
            order=60,
            action="agreement.view",
            shortcut="a",
        )
        look = {"template": "agreements/_panel.html", "title": _("Agreements"), "order": 25}
        register_panel("enterprises.enterprise", query=panels.agreements_of_enterprise, **look)
        register_panel("projects.project", query=panels.agreements_of_project, **look)
        register_actions(wording.SENTENCES)
        register_labels("agreements.agreement", wording.LABELS)
        register_values("agreements.agreement", wording.VALUES)
