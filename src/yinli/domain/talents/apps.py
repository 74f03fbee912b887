from django.apps import AppConfig


class TalentsConfig(AppConfig):
    name = "yinli.domain.talents"
    label = "talents"
