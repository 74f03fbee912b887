"""Addresses of enterprises."""

from django.urls import path

from yinli.domain.enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("", views.enterprises, name="list"),
    path("add/", views.add, name="add"),
    path("suggest/", views.suggest, name="suggest"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/edit/", views.edit, name="edit"),
    path("<str:number>/merge/", views.merge_with, name="merge_with"),
    path("<str:number>/merge/<str:other>/", views.merge, name="merge"),
    path("<str:number>/mergers/<str:merger>/undo/", views.undo_merger, name="undo_merger"),
    path("<str:number>/names/add/", views.add_alias, name="add_alias"),
    path("<str:number>/people/add/", views.add_contact, name="add_contact"),
    path("<str:number>/people/<int:pk>/edit/", views.edit_contact, name="edit_contact"),
    path("<str:number>/facts/add/", views.add_fact, name="add_fact"),
]
