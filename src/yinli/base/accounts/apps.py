from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "yinli.base.accounts"
    label = "accounts"

    def ready(self):
        # Every app says in scope.py who relates to its rows how; without it only "all" relations hold.
        # In duties.py it says which of its rows are somebody's work, and what stays when they leave.
        autodiscover_modules("scope", "duties")
