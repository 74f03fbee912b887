from django.apps import AppConfig


class ScoreboardConfig(AppConfig):
    name = "yinli.desk.scoreboard"
    label = "scoreboard"
