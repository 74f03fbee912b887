"""Where the pages of the pipeline are."""

from django.urls import reverse


def project_page(project) -> str:
    """The address of a project's page."""
    return reverse("pipeline:detail", args=[project.number])
