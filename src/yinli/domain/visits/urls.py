"""Addresses of visits."""

from django.urls import path

from yinli.domain.visits import views

app_name = "visits"
urlpatterns = [
    path("", views.visits, name="list"),
    path("add/", views.add, name="add"),
    path("projects/", views.projects, name="projects"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/edit/", views.edit, name="edit"),
]
