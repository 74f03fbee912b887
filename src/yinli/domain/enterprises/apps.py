from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "yinli.domain.enterprises"
    label = "enterprises"
