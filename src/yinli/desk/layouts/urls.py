"""Addresses of layouts."""

from django.urls import path

from yinli.desk.layouts import views

app_name = "layouts"
urlpatterns = [
    path("", views.layouts, name="list"),
    path("blank/", views.blank, name="blank"),
    path("<str:number>/filled/", views.filled, name="filled"),
    path("<str:number>/put-away/", views.put_away, name="put_away"),
]
