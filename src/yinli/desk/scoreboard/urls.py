"""Addresses of scoreboard."""

from django.urls import path

from yinli.desk.scoreboard.views import board, claims, figure

app_name = "scoreboard"
urlpatterns = [
    path("", board.board, name="board"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<str:number>/", claims.claim, name="claim"),
    path("<slug:indicator>/<slug:period>/", figure.rows, name="rows"),
    path("<slug:indicator>/<slug:period>/near/", figure.near, name="near"),
    path("<slug:indicator>/<slug:period>/rule/", figure.rule, name="rule"),
]
