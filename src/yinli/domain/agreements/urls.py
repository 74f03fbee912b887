"""Addresses of agreements."""

from django.urls import path

from yinli.domain.agreements import views

app_name = "agreements"
urlpatterns = [
    path("", views.agreements, name="list"),
    path("add/", views.add, name="add"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/edit/", views.edit, name="edit"),
    path("<str:number>/verify/", views.verify, name="verify"),
    path("<str:number>/commitments/add/", views.add_commitment, name="add_commitment"),
    path("<str:number>/commitments/<int:commitment>/kept/", views.keep_commitment, name="keep_commitment"),
]
