"""Addresses of briefing."""

from django.urls import path

from yinli.surfaces.briefing import views

app_name = "briefing"
urlpatterns = [
    path("trip/<str:number>.docx", views.trip_report, name="trip"),
]
