from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "yinli.domain.enterprises"
    label = "enterprises"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.ui.rail import register_entry

        register_entry(
            key="enterprises",
            url_name="enterprises:list",
            label=_("Enterprises"),
            icon="building-factory-2",
            order=40,
            action="enterprise.view",
            shortcut="e",
        )
