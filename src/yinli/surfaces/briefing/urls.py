"""Addresses of briefing."""

app_name = "briefing"
urlpatterns: list = []
