"""Addresses of Today."""

from django.urls import path

from yinli.desk.today import views

app_name = "today"
urlpatterns = [path("", views.home, name="home")]
