from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "yinli.desk.today"
    label = "today"
