from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "yinli.base.accounts"
    label = "accounts"

    def ready(self):
        # Every app says in scope.py who relates to its rows how; without it only "all" relations hold.
        # walls.py says the same to the database, more coarsely, for what is confidential or personal.
        # In duties.py it says which of its rows are somebody's work, and what stays when they leave.
        autodiscover_modules("scope", "walls", "duties")
