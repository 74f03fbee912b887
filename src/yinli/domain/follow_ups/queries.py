"""Reads of follow-ups."""

from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from yinli.base.accounts.models import User
from yinli.base.accounts.permissions import visible
from yinli.base.history.queries import entries_for
from yinli.domain.follow_ups.models import AnswerPaper, FollowUp
from yinli.domain.projects.queries import projects

URGENT = (F("due_on").asc(nulls_last=True), "pk")
DONE = Case(When(status=FollowUp.Status.CLOSED, then=1), default=0)


def with_project_open(viewer, rows: QuerySet) -> QuerySet:
    """`rows` with `project_open`: whether the viewer may open the page of the row's project; and with
    `project_told`: its name, "" where it is confidential and not theirs to know."""
    seen = projects(viewer).select_related(None).filter(pk=OuterRef("project"))
    told = Case(
        When(Q(project_open=True) | Q(project__confidential=False), then=F("project__name")),
        default=Value(""),
        output_field=CharField(),
    )
    return rows.annotate(project_open=Exists(seen)).annotate(project_told=told)


def follow_ups(viewer) -> QuerySet[FollowUp]:
    """Follow-ups the viewer may see, the most urgent first; those without a day come last."""
    rows = visible(viewer, FollowUp).select_related("unit", "asked_by", "project", "source")
    rows = with_project_open(viewer, rows.defer("source__text"))
    return rows.order_by(*URGENT)


def waiting_for(viewer, unit) -> QuerySet[FollowUp]:
    """Open follow-ups handed to `unit`."""
    return follow_ups(viewer).filter(unit=unit, status=FollowUp.Status.OPEN)


def without_unit(viewer) -> QuerySet[FollowUp]:
    """Open follow-ups still 待定: the bureau has to name a lead unit."""
    return follow_ups(viewer).filter(unit=None, status=FollowUp.Status.OPEN)


def overdue(viewer, today: date) -> QuerySet[FollowUp]:
    """Open follow-ups past their day."""
    return follow_ups(viewer).filter(status=FollowUp.Status.OPEN, due_on__lt=today)


def blockers(viewer) -> QuerySet[FollowUp]:
    """Blockers still to be struck off, unit by unit, the most urgent first: what a dispatch meeting goes through."""
    rows = follow_ups(viewer).filter(kind=FollowUp.Kind.BLOCKER).exclude(status=FollowUp.Status.CLOSED)
    return rows.select_related("accepted_by", "project__officer").order_by("unit__path", *URGENT)


def papers_of(follow_up: FollowUp) -> list[AnswerPaper]:
    """Documents that prove the answer."""
    return list(follow_up.papers.select_related("source").defer("source__text"))


def follow_ups_of_project(viewer, project) -> QuerySet[FollowUp]:
    """What was asked for the project."""
    return follow_ups(viewer).filter(project=project)


def same_text(source, text: str) -> FollowUp | None:
    """The follow-up already drawn from this source with these words."""
    return FollowUp.objects.filter(source=source, text=text[:400]).first()


def last_answered_by(follow_up: FollowUp) -> User | None:
    """Who gave the answer that stands; None when a job did."""
    entry = entries_for(follow_up).filter(action="follow_up.answer").select_related("by__unit").first()
    return entry.by if entry else None


def sent_back_because(follow_up: FollowUp) -> str:
    """What is still wanted of an answer that was sent back and not given anew; "" for none."""
    if follow_up.status != FollowUp.Status.OPEN or not follow_up.answer:
        return ""
    entry = entries_for(follow_up).filter(action="follow_up.send_back").first()
    return entry.note if entry else ""
