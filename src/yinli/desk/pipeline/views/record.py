"""A project's page and its edit form."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import entries_for
from yinli.base.history.wording import told
from yinli.base.sources.queries import evidence_for
from yinli.core.workflow import stages
from yinli.desk.pipeline import queries
from yinli.desk.pipeline.ahead import ahead_of, plan_of
from yinli.desk.pipeline.forms import EditForm
from yinli.desk.pipeline.regrouping_queries import regroupings_of
from yinli.desk.pipeline.timeline import address, timeline
from yinli.desk.pipeline.views.asking import project_of
from yinli.domain.channels.wording import kind_words
from yinli.domain.projects.actions import edit_project
from yinli.domain.projects.queries import all_facts, projects
from yinli.domain.projects.wording import (
    fact_words,
    paper_words,
    reason_words,
    stage_words,
    status_words,
    track_words,
)

SHORT = 12


@require_GET
def detail(request, number):
    """Everything about one project."""
    project = project_of(request, number)
    facts = all_facts(project)
    entries = list(entries_for(project))
    in_force = {fact.kind: fact for fact in facts if not fact.withdrawn_on}
    context = {
        "project": project,
        "can": queries.rights(request.user, project),
        "steps": queries.steps(project, in_force),
        "ahead": ahead_of(project, in_force),
        "plan": plan_of(project, in_force),
        "merged_into": _merged_into(request.user, project),
        "regroupings": regroupings_of(request.user, project),
        "may_regroup": may(request.user, "project.merge", project),
        "facts": facts,
        "amounts": list(project.amounts.all()),
        "named": list(project.named_people.order_by("unit__path", "name")) if project.confidential else [],
        "evidence": _marks(request.user, project),
        "moments": timeline(request.user, project, facts, entries),
        "history": _history(request, entries),
        **_words(project),
    }
    return render(request, "pipeline/detail.html", context)


def _merged_into(viewer, project):
    """The project that holds what was this one's, where the viewer may see it."""
    if project.merged_into_id is None:
        return None
    return projects(viewer).filter(pk=project.merged_into_id).first()


def _words(project) -> dict:
    return {
        "stage_label": stage_words(project.stage, project.track),
        "status_label": status_words(project.status),
        "track_label": track_words(project.track),
        "channel_label": kind_words(project.channel),
        "reason_label": reason_words(project.status_reason),
        "fact_words": fact_words,
        "paper_words": paper_words,
        "papers_of": stages().papers_of,
        "reason_words": reason_words,
        "address": address,
    }


def _marks(viewer, project) -> dict:
    """Field → (address of the span it was read at, the words there)."""
    found = {}
    for field, spans in evidence_for(viewer, project).items():
        span = next((one for one in spans if one.opens), None)
        if span:
            page = address("sources:detail", span.source_id)
            found[field] = (f"{page}?span={span.start}-{span.end}", span.surface)
    return found


def _history(request, entries) -> dict | None:
    """Who did what, before → after; the newest few unless all are asked for."""
    if not may(request.user, "history.view"):
        return None
    shown = entries if request.GET.get("history") == "all" else entries[:SHORT]
    return {
        "entries": [told(entry) for entry in shown],
        "count": len(entries),
        "left": len(entries) - len(shown),
    }


@require_http_methods(["GET", "POST"])
def edit(request, number):
    """Change what is simply written; facts, amounts and status have their own ways."""
    project = project_of(request, number)
    require(request.user, "project.edit", project)
    form = EditForm(request.user, request.POST or None, instance=project)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        # The form wrote into its instance; the action compares with the row as it stands.
        edit_project(project, by=request.user, **given)
        messages.success(request, _("Saved."))
        return redirect("pipeline:detail", project.number)
    project_name = form.initial["name"]
    context = {"form": form, "project": project, "project_name": project_name}
    return render(request, "pipeline/edit.html", context, status=422 if form.errors else 200)
