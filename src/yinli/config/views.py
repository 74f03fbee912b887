"""Is it up, and whose is it?"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse


@login_not_required
def healthz(request):
    """200 once the database answers; `yinli up` waits for it, and so may a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def proof_of_domain(request, name):
    """The file by which WeCom sees that this site belongs to who says so; 404 for any other."""
    known, content = settings.PROOF_OF_DOMAIN
    if name != known:
        raise Http404
    return HttpResponse(content, content_type="text/plain")
