"""The address browsers report to."""

from django.urls import path

from yinli.base.ui import views

urlpatterns = [path("", views.csp_report, name="csp_report")]
