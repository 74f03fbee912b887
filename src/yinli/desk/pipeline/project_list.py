"""The list of projects: its columns, filters and rows, for its page and for what is made of its rows."""

from django.db.models import Value
from django.db.models.functions import Replace
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may
from yinli.base.ui.lists import Column, ListPage
from yinli.desk.pipeline.filters import ProjectFilters
from yinli.desk.pipeline.saved_views import shown_views
from yinli.domain.channels.wording import kind_words
from yinli.domain.projects.queries import projects as visible_projects
from yinli.domain.projects.wording import reason_words, stage_words, status_words, track_words
from yinli.domain.visits.queries import last_held_on


def may_open(viewer) -> bool:
    """Whether the viewer can open a lead, which may bring a new enterprise with it."""
    return may(viewer, "project.create") and may(viewer, "enterprise.name_first")


def _unspaced(field: str):
    return Replace(field, Value(" "), Value(""))


def _stage_of(row) -> str:
    return stage_words(row.stage, row.track)


def _status_of(row) -> str:
    return status_words(row.status)


def _track_of(row) -> str:
    return track_words(row.track)


def _industries_of(row) -> str:
    return gettext(", ").join(row.industries)


def _channel_of(row) -> str:
    return kind_words(row.channel)


def _reason_of(row) -> str:
    return reason_words(row.status_reason)


YUAN = "planned_investment_yuan"
DUE = ("next_step_due_on", "name_pinyin")


class ProjectList(ListPage):
    """Projects from first lead to full production."""

    key = "projects"
    title = _("Projects")
    subtitle = _("From the first lead to full production.")
    action = "project.view"
    template = "pipeline/list.html"
    columns = (
        Column("name", _("Project"), sort="name_pinyin", template="pipeline/_name_cell.html", main=True),
        Column(
            "stage", _("Stage"), value=_stage_of, template="pipeline/_stage_cell.html", sort="stage_since_on"
        ),
        Column("grade", _("Grade"), sort="grade"),
        Column("track", _("Track"), value=_track_of, hide_on_phone=True),
        Column("planned_investment_yuan", _("Planned investment"), kind="money", sort=YUAN),
        Column("officer.name", _("Officer"), template="pipeline/_officer_cell.html", sort="officer__name"),
        Column("next_step", _("Next step"), hide_on_phone=True),
        Column("next_step_due_on", _("Due"), template="pipeline/_due_cell.html", sort=DUE),
    )
    more_columns = (
        Column("number", _("Number"), sort="pk"),
        Column("enterprise.name", _("Enterprise"), sort="enterprise__name_pinyin"),
        Column("lead_unit.name", _("Lead unit"), sort="lead_unit__path"),
        Column("reporting_unit.name", _("First reported by"), sort="reporting_unit__path"),
        Column("leader.name", _("Responsible leader"), kind="person"),
        Column("status", _("Status"), value=_status_of),
        Column("category", _("Category"), sort="category"),
        Column("industries", _("Industries"), value=_industries_of),
        Column("channel", _("Where it came from"), value=_channel_of, sort="channel"),
        Column("stage_since_on", _("At this stage since"), kind="day", sort="stage_since_on"),
        Column("fixed_asset_investment_yuan", _("Fixed-asset investment"), kind="money"),
        Column("registered_capital_yuan", _("Registered capital"), kind="money"),
        Column("paid_in_yuan", _("Paid in"), kind="money"),
        Column("completion_due_on", _("Completion due"), kind="day", sort="completion_due_on"),
        Column("last_contact_on", _("Last contact"), kind="day"),
    )
    # What shares a cell on the page has a column of its own in a sheet.
    sheet_columns = (
        Column("number", _("Number")),
        Column("name", _("Project")),
        Column("enterprise.name", _("Enterprise")),
        Column("stage", _("Stage"), value=_stage_of),
        Column("stage_since_on", _("At this stage since")),
        Column("status", _("Status"), value=_status_of),
        Column("status_reason", _("Reason"), value=_reason_of),
        Column("grade", _("Grade")),
        Column("track", _("Track"), value=_track_of),
        Column("planned_investment_yuan", _("Planned investment"), kind="money"),
        Column("officer.name", _("Officer")),
        Column("lead_unit.name", _("Lead unit")),
        Column("reporting_unit.name", _("First reported by")),
        Column("next_step", _("Next step")),
        Column("next_step_due_on", _("Due"), kind="day"),
    )
    data = {
        "number": "pk",
        "name": "name",
        "enterprise": "enterprise__name",
        "stage": "stage",
        "stage_since_on": "stage_since_on",
        "status": "status",
        "grade": "grade",
        "track": "track",
        "planned_investment_yuan": "planned_investment_yuan",
        "officer": "officer__name",
        "lead_unit": "lead_unit__name",
        "reporting_unit": "reporting_unit__name",
        "next_step": "next_step",
        "next_step_due_on": "next_step_due_on",
    }
    filters = ProjectFilters
    search = (
        "name__icontains",
        "pinyin__icontains",
        "enterprise__name__icontains",
        "enterprise_pinyin__icontains",
    )
    search_label = _("Name, enterprise, pinyin or number")
    order = ("name_pinyin",)
    empty_title = _("No project yet")
    empty_text = _("Open the first lead: one enterprise and one line are enough.")
    empty_icon = "briefcase"

    @property
    def bulk_address(self):
        """Where ticked projects are changed, for those who may change some."""
        return reverse("pipeline:bulk") if may(self.request.user, "project.edit") else ""

    def queryset(self, viewer):
        """All projects the viewer may see; pinyin is also found as it is typed, without blanks."""
        rows = visible_projects(viewer)
        if self.offered["last_contact_on"] in self.picked:
            rows = rows.annotate(last_contact_on=last_held_on(viewer))
        if not self.asked:
            # What nobody searches is not joined: counting goes through all rows.
            return rows
        own, theirs = (_unspaced(field) for field in ("name_pinyin", "enterprise__name_pinyin"))
        return rows.alias(pinyin=own, enterprise_pinyin=theirs)

    @cached_property
    def filterset(self):
        """As of every list; none for data that nothing narrows, whose form would cost more than its rows."""
        plain = {"format", "q", "sort", "after", "before", "page", "col"}
        if self.request.GET.get("format") == "json" and plain.issuperset(self.request.GET):
            return None
        return super().filterset

    @cached_property
    def rows(self):
        """As of every list; a whole public number finds its one project."""
        model = self.everything.model
        if self.asked.upper().startswith(model.NUMBER_PREFIX) and model.pk_from(self.asked):
            return self.everything.filter(pk=model.pk_from(self.asked)).order_by("pk")
        return super().rows

    def sheet(self):
        """The same rows: the columns picked, or every value in a column of its own."""
        if self.picked:
            if self.offered["number"] not in self.picked:
                self.picked.insert(0, self.offered["number"])
        else:
            self.columns = self.sheet_columns
        return super().sheet()

    def row_url(self, row):
        """The project's page."""
        return reverse("pipeline:detail", args=[row.number])

    def empty_action(self):
        """Open the first lead."""
        return (reverse("pipeline:new"), _("Open a lead")) if may_open(self.request.user) else None

    def extra(self):
        """Whether the button for a new lead is shown."""
        views = shown_views(self.request, "list")
        return {
            **views,
            "may_open": may_open(self.request.user),
            "stage_of": _stage_of,
            "status_of": _status_of,
        }
