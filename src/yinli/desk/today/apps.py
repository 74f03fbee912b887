from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "yinli.desk.today"
    label = "today"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.ui.rail import register_entry

        register_entry(
            key="today", url_name="today:home", label=_("Today"), icon="sun", order=10, shortcut="t"
        )
