"""Addresses of learning."""

from django.urls import path

from yinli.desk.learning import views

app_name = "learning"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("values/", views.rows, name="rows"),
    path("names/", views.names, name="names"),
    path("names/<int:pk>/", views.name, name="name"),
    path("rules/<str:rule_code>/", views.rule, name="rule"),
    path("rules/<str:rule_code>/switch/", views.switch, name="switch"),
]
