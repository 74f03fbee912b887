from django.apps import AppConfig


class TripsConfig(AppConfig):
    name = "yinli.domain.trips"
    label = "trips"
