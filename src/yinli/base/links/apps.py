from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "yinli.base.links"
    label = "links"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions

        register_actions(
            {
                "personal_link.issue": _("Personal link issued"),
                "personal_link.open": _("Personal link opened"),
                "personal_link.revoke": _("Personal link revoked"),
            }
        )
