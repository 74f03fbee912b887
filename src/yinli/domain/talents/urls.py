"""Addresses of talents."""

from django.urls import path

from yinli.domain.talents import views

app_name = "talents"
urlpatterns = [
    path("", views.talents, name="list"),
    path("add/", views.add, name="add"),
    path("certificates/", views.certificates, name="certificates"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/edit/", views.edit, name="edit"),
    path("<str:number>/introduce/", views.introduce, name="introduce"),
    path("<str:number>/nominate/", views.nominate, name="nominate"),
    path("<str:number>/nominations/<int:nomination>/", views.settle, name="settle"),
]
