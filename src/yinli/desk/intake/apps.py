from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "yinli.desk.intake"
    label = "intake"
