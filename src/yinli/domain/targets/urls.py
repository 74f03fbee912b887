"""Addresses of targets."""

app_name = "targets"
urlpatterns: list = []
