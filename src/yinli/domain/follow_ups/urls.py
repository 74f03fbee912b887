"""Addresses of follow_ups."""

app_name = "follow_ups"
urlpatterns: list = []
