"""Addresses of people and units."""

from django.urls import path

from yinli.desk.staff import handover_views, views

app_name = "staff"
urlpatterns = [
    path("", views.people, name="people"),
    path("add/", views.add, name="add"),
    path("units/", views.units, name="units"),
    path("units/add/", views.add_unit, name="add_unit"),
    path("hand-over/", handover_views.colleagues, name="colleagues"),
    path("<int:key>/hand-over/", handover_views.hand_over, name="hand_over"),
    path("<int:key>/", views.person, name="person"),
    path("<int:key>/edit/", views.edit, name="edit"),
    path("<int:key>/password/", views.password, name="password"),
    path("<int:key>/close/", views.close, name="close"),
    path("<int:key>/reopen/", views.reopen, name="reopen"),
]
