"""Addresses of today."""

app_name = "today"
urlpatterns: list = []
