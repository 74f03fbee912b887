"""Addresses of personal links."""

from django.urls import path

from yinli.base.links import views

app_name = "links"
urlpatterns = [
    path("gone/", views.gone, name="gone"),
    path("<slug:purpose>/", views.ask, name="ask"),
    path("<slug:purpose>/<str:token>/", views.arrive, name="arrive"),
]
