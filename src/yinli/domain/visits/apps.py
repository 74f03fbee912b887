from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "yinli.domain.visits"
    label = "visits"
