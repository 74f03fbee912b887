from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "yinli.domain.enterprises"
    label = "enterprises"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_labels, register_values
        from yinli.base.ui.rail import register_entry
        from yinli.domain.enterprises import wording

        register_entry(
            key="enterprises",
            url_name="enterprises:list",
            label=_("Enterprises"),
            icon="building-factory-2",
            order=40,
            action="enterprise.view",
            shortcut="e",
        )
        register_actions(wording.SENTENCES)
        register_labels("enterprises.enterprise", wording.LABELS)
        register_values("enterprises.enterprise", wording.VALUES)
