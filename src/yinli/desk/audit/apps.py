from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "yinli.desk.audit"
    label = "audit"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.ui.rail import register_entry

        # Only those who answer for it have it on the rail.
        register_entry(
            key="seals",
            url_name="audit:seals",
            label=_("Sealed history"),
            icon="rubber-stamp",
            order=95,
            action="seal.view",
        )
