from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "yinli.domain.agreements"
    label = "agreements"
