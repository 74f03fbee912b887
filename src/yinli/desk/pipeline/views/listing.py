"""The list of projects."""

from yinli.desk.pipeline.project_list import ProjectList


def projects(request):
    """The list; as a sheet with ?format=xlsx, as data with ?format=json."""
    return ProjectList(request).response()
