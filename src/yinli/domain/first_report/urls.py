"""Addresses of first reports."""

from django.urls import path

from yinli.domain.first_report import views

app_name = "first_report"
urlpatterns = [
    path("", views.reports, name="list"),
    path("disputes/", views.disputes, name="disputes"),
    path("disputes/new/", views.dispute_new, name="dispute_new"),
    path("disputes/<str:number>/", views.dispute, name="dispute"),
    path("disputes/<str:number>/rule/", views.rule, name="rule"),
    path("disputes/<str:number>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/complete/", views.complete, name="complete"),
    path("<str:number>/renew/", views.renew, name="renew"),
    path("<str:number>/release/", views.release, name="release"),
    path("<str:number>/transfer/", views.transfer, name="transfer"),
]
