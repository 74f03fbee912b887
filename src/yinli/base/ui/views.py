"""The one address of the interface itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from yinli.base.ui import reports


@csrf_exempt
@login_not_required
@require_POST
def csp_report(request):
    """Write down what a browser refused to run; 413 for what is too large to be a report."""
    body = request.read(reports.MOST_BYTES + 1)
    if len(body) > reports.MOST_BYTES:
        return HttpResponse(status=413)
    for line in reports.told(body):
        reports.log.warning("content security policy: %s", line)
    return HttpResponse(status=204)
