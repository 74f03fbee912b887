"""The address of search, included at the root so that the top bar finds it under its own name."""

from django.urls import path

from yinli.desk.today import views

urlpatterns = [path("", views.find, name="search")]
