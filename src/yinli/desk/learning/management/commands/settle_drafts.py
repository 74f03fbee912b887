"""Keep the rows of drafts that were decided before learning was there: `yinli manage settle_drafts`, once."""

from django.core.management.base import BaseCommand

from yinli.base.accounts.models import SYSTEM
from yinli.desk.learning.actions import settle_earlier


class Command(BaseCommand):
    """Some drafts a transaction, until none is left; it can be stopped and started again."""

    help = "Count the values of drafts that were decided before the page Learning was there."

    def handle(self, *args, **options):
        """Says how many."""
        total, (done, last) = 0, settle_earlier(by=SYSTEM)
        while done:
            total += done
            done, last = settle_earlier(last, by=SYSTEM)
        self.stdout.write(f"{total} drafts were counted.")
