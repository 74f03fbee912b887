"""Addresses of trips."""

from django.urls import path

from yinli.domain.trips import views

app_name = "trips"
urlpatterns = [
    path("", views.trips, name="list"),
    path("add/", views.add, name="add"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/edit/", views.edit, name="edit"),
    path("<str:number>/held/", views.held, name="held"),
    path("<str:number>/members/add/", views.add_member, name="add_member"),
    path("<str:number>/stops/add/", views.add_stop, name="add_stop"),
    path("<str:number>/stops/known/", views.add_visit, name="add_visit"),
    path("<str:number>/stops/<int:stop>/move/", views.move_stop, name="move_stop"),
    path("<str:number>/follow-ups/add/", views.ask_follow_up, name="ask"),
]
