"""The filters that list and board share; all of them live in the address."""

import django_filters
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.queries import assignable, units
from yinli.base.ui.forms import ByNameFilter, Filters
from yinli.domain.projects.models import STAGES, STATUSES, Project
from yinli.domain.projects.wording import stage_words, status_words, track_words


def _choices(codes, words):
    """Codes that the database knows, in the words of the rulebook and of whoever reads."""
    return [(code, lazy(words, str)(code)) for code in codes]


class BoardFilters(Filters):
    """Filters of the board: its lanes are the stages already."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=_choices(STATUSES, status_words))
    track = django_filters.ChoiceFilter(label=_("Track"), choices=_choices(Project.Track.values, track_words))
    grade = django_filters.ChoiceFilter(label=_("Grade"), choices=Project.Grade.choices)
    unit = ByNameFilter(
        label=_("Lead unit"), field_name="lead_unit", queryset=lambda request: units(request.user)
    )
    officer = ByNameFilter(
        label=_("Officer"), names=("name", "username"), queryset=lambda request: assignable(request.user)
    )
    overdue = django_filters.BooleanFilter(label=_("Overdue"), method="late", widget=forms.CheckboxInput)

    class Meta:
        model = Project
        fields: list = []

    def late(self, rows, name, wanted):
        """Active projects whose next step should have been done before today."""
        return rows.filter(status="active", next_step_due_on__lt=self.request.today) if wanted else rows


class ProjectFilters(BoardFilters):
    """Filters of the list."""

    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=_choices(STAGES, stage_words))

    class Meta(BoardFilters.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.order_fields(["stage", "status", "track", "grade", "unit", "officer", "overdue"])
