"""Addresses of talents."""

app_name = "talents"
urlpatterns: list = []
