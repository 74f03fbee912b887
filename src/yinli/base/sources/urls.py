"""Addresses of sources."""

from django.urls import path

from yinli.base.sources import views

app_name = "sources"
urlpatterns = [
    path("<int:pk>/", views.source, name="detail"),
    path("<int:pk>/original/", views.original, name="original"),
]
