"""Words of the pipeline: where leads came from, in the reader's language."""

from django.urls import reverse
from django.utils.translation import get_language

from yinli.core.label import in_language
from yinli.desk.pipeline.rules import leads


def channel_choices() -> list[tuple[str, str]]:
    """Channels to choose from."""
    lang = get_language() or "zh"
    return [(code, in_language(label, lang)) for code, label in leads().channels.items()]


def channel_words(code: str) -> str:
    """A channel; the code itself when no rulebook knows it."""
    return dict(channel_choices()).get(code, code)


def project_page(project) -> str:
    """The address of a project's page."""
    return reverse("pipeline:detail", args=[project.number])
