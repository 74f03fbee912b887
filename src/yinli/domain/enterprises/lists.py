"""The list of enterprises."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.domain.enterprises import queries
from yinli.domain.enterprises.models import Enterprise


class EnterpriseFilters(Filters):
    """By kind, city, industry."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Enterprise.Kind.choices)
    city = django_filters.ChoiceFilter(label=_("City"), empty_label=_("City"))
    industry = django_filters.ChoiceFilter(label=_("Industry"), empty_label=_("Industry"), method="works_in")

    class Meta:
        model = Enterprise
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        viewer = self.request.user
        self.form.fields["city"].choices = [(city, city) for city in queries.cities(viewer)]
        self.form.fields["industry"].choices = [(word, word) for word in queries.industries(viewer)]

    def works_in(self, rows, name, value):
        """Rows whose industries hold the value."""
        return rows.filter(industries__contains=[value])


class EnterpriseList(ListPage):
    """Every enterprise the viewer may see."""

    title = _("Enterprises")
    subtitle = _("One record an enterprise: its names, people, facts, and where each was read.")
    action = "enterprise.view"
    template = "enterprises/list.html"
    columns = (
        Column("name", _("Enterprise"), sort="name_pinyin", main=True),
        Column("kind", _("Kind"), sort="kind"),
        Column("city", _("City"), sort="city"),
        Column("industries", _("Industries"), value=lambda row: _now(", ").join(row.industries[:4])),
        Column("parent.name", _("Group"), hide_on_phone=True),
        Column("reported_by.unit.name", _("Reported by"), hide_on_phone=True),
        Column("number", _("Number"), sort="pk", hide_on_phone=True),
    )
    filters = EnterpriseFilters
    search = (
        "name__icontains",
        "alias_text__icontains",
        "pinyin_text__icontains",
        "credit_code__iexact",
        "number_text__iexact",
    )
    search_label = _("Name, other name, pinyin, credit code or number")
    order = ("name_pinyin",)
    empty_title = _("No enterprise yet")
    empty_text = _(
        "Open the first one, or paste a text into the intake: enterprises come out of it by themselves."
    )
    empty_icon = "building-factory-2"

    def queryset(self, viewer):
        """Scoped, with what the columns show."""
        return queries.searchable(queries.enterprises(viewer)).select_related("parent", "reported_by__unit")

    def row_url(self, row):
        """Its page."""
        return reverse("enterprises:detail", args=[row.number])

    def empty_action(self):
        """Open the first one."""
        return (reverse("enterprises:add"), _("Add an enterprise")) if self._may_add() else None

    def extra(self):
        """Whether the header offers to add one."""
        return {"may_add": self._may_add()}

    def _may_add(self):
        return may(self.request.user, "enterprise.create")
