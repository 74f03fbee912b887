"""Addresses of sources."""

app_name = "sources"
urlpatterns: list = []
