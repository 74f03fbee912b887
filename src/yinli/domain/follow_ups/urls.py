"""Addresses of follow-ups."""

from django.urls import path

from yinli.domain.follow_ups import views

app_name = "follow_ups"
urlpatterns = [
    path("", views.follow_ups, name="list"),
    path("dispatch/", views.dispatch, name="dispatch"),
    path("ask/", views.ask, name="ask"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/assign/", views.assign, name="assign"),
    path("<str:number>/take-on/", views.take_on, name="take_on"),
    path("<str:number>/hand-on/", views.hand_on, name="hand_on"),
    path("<str:number>/answer/", views.answer, name="answer"),
    path("<str:number>/send-back/", views.send_back, name="send_back"),
    path("<str:number>/confirm/", views.confirm, name="confirm"),
]
