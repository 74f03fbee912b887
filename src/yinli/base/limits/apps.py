from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "yinli.base.limits"
    label = "limits"
