"""版式: workbooks of a district's own into which the projects of a list are written."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yinli.base.history.models import Record, tracked
from yinli.base.sources.models import Source


@tracked
class Layout(Record):
    """One workbook with words between braces; the file is kept as any document is."""

    NUMBER_PREFIX = "Z"

    name = models.CharField(_("name of the layout"), max_length=60)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Put away: no longer offered, what was filled in with it stays explainable.
    is_put_away = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name
