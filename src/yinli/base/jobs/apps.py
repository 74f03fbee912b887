from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yinli.base.jobs"
    label = "jobs"
