"""Is it up?"""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse


@login_not_required
def healthz(request):
    """200 once the database answers; `yinli up` waits for it, and so may a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def not_offered(request, **kwargs):
    """404 (for a stranger the log-in page): no mail is sent; an administrator sets a lost password anew."""
    raise Http404(request.path)
