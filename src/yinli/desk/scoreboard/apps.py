from django.apps import AppConfig


class ScoreboardConfig(AppConfig):
    name = "yinli.desk.scoreboard"
    label = "scoreboard"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.ui.rail import register_entry

        register_entry(
            key="scoreboard",
            url_name="scoreboard:board",
            label=_("Scoreboard"),
            icon="chart-bar",
            order=80,
            action="scoreboard.view",
            shortcut="s",
        )
