"""Addresses of trips."""

app_name = "trips"
urlpatterns: list = []
