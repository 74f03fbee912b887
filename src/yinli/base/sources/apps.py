from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "yinli.base.sources"
    label = "sources"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_veil
        from yinli.base.sources.queries import title_may_be_told

        register_veil("source", title_may_be_told, _("a confidential document"))
