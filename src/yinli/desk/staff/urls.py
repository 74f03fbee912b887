"""Addresses of people and units."""

from django.urls import path

from yinli.base.accounts.stepup import after_confirming
from yinli.desk.staff import handover_views, identity_views, invitation_views, unit_views, views

app_name = "staff"
urlpatterns = [
    path("", views.people, name="people"),
    path("add/", after_confirming(views.add), name="add"),
    path("units/", views.units, name="units"),
    path("hand-over/", handover_views.colleagues, name="colleagues"),
    path("<int:key>/hand-over/", after_confirming(handover_views.hand_over), name="hand_over"),
    path("units/<int:key>/dissolve/", after_confirming(unit_views.dissolve), name="dissolve"),
    path("units/add/", after_confirming(views.add_unit), name="add_unit"),
    path("<int:key>/", views.person, name="person"),
    path("<int:key>/edit/", after_confirming(views.edit), name="edit"),
    path("join/", invitation_views.join, name="join"),
    path("<int:key>/invite/", after_confirming(invitation_views.invite), name="invite"),
    path("<int:key>/links/<int:link>/revoke/", after_confirming(invitation_views.revoke), name="revoke_link"),
    path("<int:key>/reset-factors/", after_confirming(invitation_views.reset_factors), name="reset_factors"),
    path("<int:key>/by/<slug:door>/", after_confirming(identity_views.edit), name="identity"),
    path("<int:key>/close/", after_confirming(views.close), name="close"),
    path("<int:key>/reopen/", after_confirming(views.reopen), name="reopen"),
]
