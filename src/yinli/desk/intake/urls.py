"""Addresses of intake."""

from django.urls import path

from yinli.desk.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.drafts, name="list"),
    path("<str:number>/", views.draft, name="detail"),
    path("<str:number>/progress/", views.progress, name="progress"),
    path("<str:number>/all/", views.decide_all, name="decide_all"),
    path("<str:number>/write/", views.write, name="write"),
    path("<str:number>/discard/", views.discard, name="discard"),
    path("<str:number>/reopen/", views.reopen, name="reopen"),
    path("<str:number>/<int:item>/", views.decide, name="decide"),
    path("<str:number>/<int:item>/match/", views.match, name="match"),
    path("<str:number>/<int:item>/<slug:field>/", views.correct, name="correct"),
]
