"""Addresses of learning."""

from django.urls import path

from yinli.desk.learning import views

app_name = "learning"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("values/", views.rows, name="rows"),
    path("names/", views.names, name="names"),
    path("names/<int:pk>/", views.name, name="name"),
    path("rules/<str:code>/", views.rule, name="rule"),
    path("rules/<str:code>/switch/", views.switch, name="switch"),
]
