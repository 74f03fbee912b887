"""Addresses of pipeline."""

app_name = "pipeline"
urlpatterns: list = []
