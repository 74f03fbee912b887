from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "yinli.desk.today"
    label = "today"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.personal.places import register_searched
        from yinli.base.ui.rail import register_entry
        from yinli.desk.today.nouns import KINDS

        register_searched(*KINDS)
        register_entry(
            key="today", url_name="today:home", label=_("Today"), icon="sun", order=10, shortcut="t"
        )
