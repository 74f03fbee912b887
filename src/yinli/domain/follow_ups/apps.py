from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    name = "yinli.domain.follow_ups"
    label = "follow_ups"
