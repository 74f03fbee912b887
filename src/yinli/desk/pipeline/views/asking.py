"""One question about a record: a dialog where the page can show one, a page of its own everywhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from yinli.base.history.queries import by_number
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects


@dataclass(frozen=True)
class Question:
    """What a dialog says: title, the words of its button, a sentence above the fields, its button's look."""

    title: str
    save: str
    text: str = ""
    look: str = "primary"
    # The stage a move leads to.
    to: str = ""
    # Of the board: the card lies on the lane it was dropped on; leaving the dialog must put it back.
    from_board: bool = False


def project_of(request, number: str) -> Project:
    """The project the viewer asks for; Http404 when there is none they may see."""
    return by_number(projects(request.user), number)


def ask(request, project: Project, form, question: Question) -> HttpResponse:
    """The question with its form, as a dialog for htmx."""
    context = {"project": project, "form": form, "question": question, "back": back_address(request, project)}
    template = "pipeline/_dialog.html" if request.htmx else "pipeline/question.html"
    return render(request, template, context, status=422 if form.errors else 200)


def answered(request, project: Project, form, question: Question, act: Callable) -> HttpResponse:
    """Ask, and once the form is right `act()` and go back to where the asker was."""
    if request.method == "POST" and form.is_valid():
        act()
        return back(request, project)
    return ask(request, project, form, question)


def back(request, project: Project) -> HttpResponse:
    """Where the asker was, loaded anew."""
    address = back_address(request, project)
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def back_address(request, project: Project) -> str:
    """The page the dialog lies on, without its fragment; the project's page where there is none."""
    here = urlsplit((request.htmx and request.htmx.current_url_abs_path) or "")
    if here.path.startswith(reverse("pipeline:list")):
        return urlunsplit(("", "", here.path, here.query, ""))
    return reverse("pipeline:detail", args=[project.number])
