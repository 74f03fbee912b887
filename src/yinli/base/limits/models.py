"""How often a thing was asked for in the current window, by whom: shared by every worker process."""

from django.db import models


class Count(models.Model):
    """Requests of one kind by one person or one network address, in the window that ends at `ends_at`."""

    # "search:person:12"; an address is kept as its keyed hash: counting needs no more.
    key = models.CharField(max_length=120, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gt=0), name="counted_at_least_once"),
        ]

    def __str__(self):
        return f"{self.key}: {self.number}"
