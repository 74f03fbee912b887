from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "yinli.surfaces.briefing"
    label = "briefing"
