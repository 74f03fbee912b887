"""What one would write first: a ModelViewSet of Django REST framework over the projects, paged by number."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from rest_framework import pagination, permissions, routers, serializers, viewsets

from yinli.config.urls import urlpatterns as own
from yinli.domain.projects.models import Project


class ProjectSerializer(serializers.ModelSerializer):
    """The fields that Yinli's list as data gives."""

    number = serializers.CharField(read_only=True)
    enterprise = serializers.CharField(source="enterprise.name")
    officer = serializers.CharField(source="officer.name", default=None)
    lead_unit = serializers.CharField(source="lead_unit.name", default=None)
    reporting_unit = serializers.CharField(source="reporting_unit.name", default=None)

    class Meta:
        model = Project
        fields = (
            "number", "name", "enterprise", "stage", "stage_since_on", "status", "grade", "track",
            "planned_investment_yuan", "officer", "lead_unit", "reporting_unit", "next_step", "next_step_due_on",
        )  # fmt: skip


class ByNumber(pagination.PageNumberPagination):
    """Fifty a page, and how many there are."""

    page_size = 50


class ByCursor(pagination.CursorPagination):
    """Fifty a page, counted nowhere."""

    page_size, ordering = 50, ("name_pinyin", "-id")


class ProjectViewSet(viewsets.ModelViewSet):
    """All projects, by name."""

    queryset = Project.objects.select_related("enterprise", "officer", "lead_unit", "reporting_unit")
    serializer_class = ProjectSerializer
    pagination_class = ByNumber
    permission_classes = (permissions.AllowAny,)


class UncountedViewSet(ProjectViewSet):
    """The same without a count."""

    pagination_class = ByCursor


router = routers.DefaultRouter()
router.register("projects", ProjectViewSet, basename="rest-projects")
router.register("uncounted", UncountedViewSet, basename="rest-uncounted")
handler400 = "yinli.base.ui.errors.bad_request"
urlpatterns = [*own, path("rest/", include(router.urls))]
for pattern in router.urls:
    pattern.callback = login_not_required(pattern.callback)
