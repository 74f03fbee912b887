"""Addresses of channels."""

from django.urls import path

from yinli.domain.channels.views import awards, channels, work

app_name = "channels"
urlpatterns = [
    path("", channels.channels, name="list"),
    path("new/", channels.new, name="new"),
    path("awards/", awards.awards, name="awards"),
    path("awards/<str:award>/", awards.award, name="award"),
    path("awards/<str:award>/decide/", awards.decide, name="decide"),
    path("awards/<str:award>/pay/", awards.pay, name="pay"),
    path("of/<str:project>/", awards.attribute, name="attribute"),
    path("of/<str:project>/<slug:scheme>/", awards.propose, name="propose"),
    path("<str:number>/", channels.detail, name="detail"),
    path("<str:number>/edit/", channels.edit, name="edit"),
    path("<str:number>/close/", channels.close, name="close"),
    path("<str:number>/plan/", work.plan, name="plan"),
    path("<str:number>/report/", work.report, name="report"),
    path("<str:number>/costs/new/", work.spend, name="spend"),
    path("<str:number>/costs/<int:key>/withdraw/", work.withdraw_cost, name="withdraw_cost"),
    path("<str:number>/appraise/", work.appraise, name="appraise"),
    path("<str:number>/tenants/new/", work.settle, name="settle"),
    path("<str:number>/tenants/<int:key>/back/", work.come_back, name="come_back"),
    path("<str:number>/tenants/<int:key>/left/", work.leave, name="leave"),
]
