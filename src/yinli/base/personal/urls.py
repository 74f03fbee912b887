"""Addresses of people as subjects of data. A value that is shown never stands in an address."""

from django.urls import path

from yinli.base.accounts.stepup import after_confirming
from yinli.base.personal import views

app_name = "personal"
urlpatterns = [
    path("past-retention/", views.past_retention, name="past_retention"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/terms/", views.terms, name="terms"),
    path("<int:pk>/take-out/", after_confirming(views.take_out), name="take_out"),
    path("<int:pk>/erase/", after_confirming(views.erase), name="erase"),
    path("show/<str:holder>/<int:pk>/<str:field>/", after_confirming(views.show), name="show"),
]
