"""One request, one transaction, one viewer."""

from yinli.base.accounts.viewer import viewing_as


def database_viewer(get_response):
    """Run the request in one transaction in which the database answers for its user alone."""

    def middleware(request):
        with viewing_as(request.user):
            return get_response(request)

    return middleware
