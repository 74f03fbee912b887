"""Addresses of targets."""

from django.urls import path

from yinli.domain.targets import views

app_name = "targets"
urlpatterns = [
    path("", views.targets, name="list"),
    path("<int:year>/<slug:indicator>/", views.set_target, name="set"),
]
