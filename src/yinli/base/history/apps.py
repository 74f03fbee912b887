from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "yinli.base.history"
    label = "history"

    def ready(self):
        from yinli.base.history.grants import grant_rights

        # Fires once all migrations ran: new tables are then open to yinli_app, history only for INSERT.
        post_migrate.connect(grant_rights, sender=self, dispatch_uid="yinli.grants")
