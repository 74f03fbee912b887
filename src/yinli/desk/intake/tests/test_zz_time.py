import time
from django.urls import reverse
from yinli.desk.intake.tests.conftest import *  # noqa
def test_time(client, cast, take_in):
    draft = take_in(open("/work/shared/reading/article.txt").read())
    client.force_login(cast.north_officer)
    for _ in range(5):
        t=time.perf_counter(); r=client.get(reverse("intake:detail", args=[draft.number])); print("T", round(time.perf_counter()-t,3), len(r.content))
    from yinli.desk.intake import actions
    d,m=actions.decide_all(draft,"accepted",by=cast.north_officer,seen=draft.version); print(m)
    t=time.perf_counter(); actions.write(d,by=cast.north_officer,seen=d.version,today=TODAY); print("W", time.perf_counter()-t)
    from yinli.desk.intake.queries import items_of
    print([ (i.key,i.decision) for i in items_of(d) if not i.record_id])
    from yinli.domain.targets.models import ClaimedResult
    print(list(ClaimedResult.objects.values_list("surface","indicator")))
    from yinli.domain.projects.models import Project
    print(list(Project.objects.values_list("name","stage","track")))
    from yinli.domain.visits.models import Visit
    print(list(Visit.objects.values_list("enterprise__name","place","city","kind","part","project__name")))
