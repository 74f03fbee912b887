"""Addresses of scoreboard."""

app_name = "scoreboard"
urlpatterns: list = []
