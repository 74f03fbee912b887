from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "yinli.domain.targets"
    label = "targets"
