"""Addresses of ledgers."""

from django.urls import path

from yinli.desk.ledgers import views

app_name = "ledgers"
urlpatterns = [
    path("", views.ledgers, name="list"),
    path("new/", views.new, name="new"),
    path("<str:number>/", views.ledger, name="detail"),
    path("<str:number>/file.xlsx", views.file, name="file"),
    path("back/<str:back>/", views.returned, name="returned"),
    path("back/<str:back>/accept/", views.accept, name="accept"),
    path("back/<str:back>/undo/", views.undo, name="undo"),
    path("back/<str:back>/put-aside/", views.put_aside, name="put_aside"),
    path("back/<str:back>/leads/", views.bring_new, name="bring_new"),
]
