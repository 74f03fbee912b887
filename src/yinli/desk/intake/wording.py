"""What the page of a draft calls the kinds of things that were found."""

from django.utils.translation import gettext_lazy

KIND_LABELS = {
    "organisation": gettext_lazy("Organisations"),
    "person": gettext_lazy("People"),
    "place": gettext_lazy("Places"),
    "date": gettext_lazy("Days"),
    "period": gettext_lazy("Periods"),
    "amount": gettext_lazy("Amounts"),
    "ratio": gettext_lazy("Shares and rates"),
    "metric": gettext_lazy("Counted results"),
    "industry": gettext_lazy("Industries"),
    "event": gettext_lazy("Happenings"),
    "fact": gettext_lazy("Facts told"),
    "project": gettext_lazy("Named projects"),
    "next_step": gettext_lazy("Next steps"),
}
