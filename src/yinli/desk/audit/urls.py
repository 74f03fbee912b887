"""Addresses of what auditors look at."""

from django.urls import path

from yinli.desk.audit import views

app_name = "audit"
urlpatterns = [path("seals/", views.seals, name="seals")]
