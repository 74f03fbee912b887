"""Addresses of sheets."""

from django.urls import path

from yinli.desk.sheets import views

app_name = "sheets"
urlpatterns = [
    path("", views.sheets, name="list"),
    path("<str:number>/", views.sheet, name="detail"),
    path("<str:number>/progress/", views.progress, name="progress"),
    path("<str:number>/read/", views.read, name="read"),
    path("<str:number>/start/", views.start, name="start"),
    path("<str:number>/undo/", views.undo, name="undo"),
    path("<str:number>/put-aside/", views.put_aside, name="put_aside"),
    path("<str:number>/waiting/", views.waiting, name="waiting"),
    path("<str:number>/rows/<int:row>/", views.row, name="row"),
]
