"""Addresses of layouts."""

from django.urls import path

from yinli.desk.layouts import views

app_name = "layouts"
urlpatterns = [
    path("", views.layouts, name="list"),
    path("blank.xlsx", views.blank, name="blank"),
    path("<str:number>/filled.xlsx", views.filled, name="filled"),
    path("<str:number>/put-away/", views.put_away, name="put_away"),
]
