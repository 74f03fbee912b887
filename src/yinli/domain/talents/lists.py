"""The lists of talents and of certificates."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yinli.base.accounts.permissions import may
from yinli.base.ui.forms import Filters
from yinli.base.ui.lists import Column, ListPage
from yinli.domain.enterprises.queries import number_text
from yinli.domain.talents import queries
from yinli.domain.talents.models import Certificate, Talent


class TalentFilters(Filters):
    """By level, ground, and whether introduced."""

    level = django_filters.ChoiceFilter(label=_("Level"), choices=Talent.Level.choices)
    ground = django_filters.ChoiceFilter(
        label=pgettext_lazy("talent", "Ground"), choices=Talent.Ground.choices
    )
    introduced = django_filters.BooleanFilter(
        label=_("Introduced"), field_name="introduced_on", method="is_introduced", widget=forms.CheckboxInput
    )

    class Meta:
        model = Talent
        fields = []

    def is_introduced(self, rows, name, value):
        """Those who count as introduced."""
        return rows.exclude(introduced_on=None) if value else rows


class TalentList(ListPage):
    """Every person won whom the viewer may see."""

    title = _("Talent")
    subtitle = _("People won for the district, and the programmes they were put forward to.")
    action = "talent.view"
    template = "talents/list.html"
    columns = (
        Column("name", pgettext_lazy("person", "Name"), main=True),
        Column("level", _("Level"), sort="level"),
        Column("degree", _("Degree or title")),
        Column("field", _("Field")),
        Column("employer.name", _("Employer"), sort="employer__name_pinyin"),
        Column("section.name", _("Section"), hide_on_phone=True),
        Column("introduced_on", _("Introduced on"), kind="day", sort="introduced_on"),
    )
    filters = TalentFilters
    search = (
        "subject__marks__called",
        "employer__name__icontains",
        "field__icontains",
        "number_text__iexact",
    )
    search_label = _("Name, pinyin, employer or field")
    order = ("-pk",)
    empty_title = _("Nobody yet")
    empty_text = _("Add the first person won: name, level and employer are enough.")
    empty_icon = "school"

    def queryset(self, viewer):
        """Scoped, with what the columns show."""
        return queries.talents(viewer).alias(number_text=number_text(Talent))

    def row_url(self, row):
        """The page of the person."""
        return reverse("talents:detail", args=[row.number])

    def empty_action(self):
        """Add the first one."""
        return (reverse("talents:add"), _("Add a person")) if self._may_add() else None

    def extra(self):
        """Whether the header offers to add one, and the tab of certificates."""
        return {"may_add": self._may_add(), "may_certificates": may(self.request.user, "certificate.view")}

    def _may_add(self):
        return may(self.request.user, "talent.create")


class CertificateFilters(Filters):
    """By level, by days, and whether a row may count."""

    level = django_filters.ChoiceFilter(label=_("Skill level"), choices=Certificate.Level.choices)
    since = django_filters.DateFilter(label=_("From"), field_name="issued_on", lookup_expr="gte")
    until = django_filters.DateFilter(label=_("To"), field_name="issued_on", lookup_expr="lte")
    valid = django_filters.BooleanFilter(
        label=_("Valid only"), method="only_valid", widget=forms.CheckboxInput
    )

    class Meta:
        model = Certificate
        fields = []

    def only_valid(self, rows, name, value):
        """Those not revoked."""
        return rows.filter(valid=True) if value else rows


class CertificateList(ListPage):
    """The certificate file (human resources bureau), row by row: what its figures open to."""

    title = _("Certificates of skill")
    subtitle = _(
        "Rows of the human-resources file. Level 3 and above are high-skilled; a person counts once a year."
    )
    template = "talents/certificates.html"
    columns = (
        Column("number", _("Certificate number"), main=True),
        Column("holder", _("Holder")),
        Column("occupation", _("Occupation")),
        Column("level", _("Skill level"), sort="level"),
        Column("issued_on", _("Issued on"), kind="day", sort="issued_on"),
        Column("employer.name", _("Employer")),
        Column("state", _("Remarks"), value=queries.remarks, template="talents/_remarks_cell.html"),
        Column("batch", _("Batch"), hide_on_phone=True),
    )
    filters = CertificateFilters
    search = (
        "number__iexact",
        "subject__marks__called",
        "occupation__icontains",
        "employer__name__icontains",
        "batch__iexact",
    )
    search_label = _("Number, holder, occupation or employer")
    order = ("-issued_on",)
    empty_title = _("No certificate yet")
    empty_text = _("The file of the human-resources bureau has not been imported.")
    empty_icon = "certificate"

    def queryset(self, viewer):
        """Scoped, with what the columns show."""
        return queries.certificates(viewer)

    def row_url(self, row):
        """A row of a file has no page of its own: what is kept of its holder has."""
        return reverse("personal:person", args=[row.subject_id])
