from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yinli.base.notices"
    label = "notices"
