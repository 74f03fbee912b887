"""Addresses of the pipeline, below /projects/."""

from django.urls import path

from yinli.desk.pipeline.views import (
    board,
    bulk,
    changes,
    leads,
    listing,
    moves,
    pictures,
    plans,
    record,
    regrouping,
)

app_name = "pipeline"
urlpatterns = [
    path("", listing.projects, name="list"),
    path("board/", board.board, name="board"),
    path("board/asked/", moves.asked, name="asked"),
    path("board/<slug:stage>/", board.lane, name="lane"),
    path("bulk/", bulk.edit, name="bulk"),
    path("bulk/<str:number>/", bulk.done, name="bulk_done"),
    path("bulk/<str:number>/undo/", bulk.undo, name="undo_bulk"),
    path("funnel/", pictures.funnel, name="funnel"),
    path("plans/", pictures.gantt, name="gantt"),
    path("new/", leads.new, name="new"),
    path("new/known/", leads.known, name="known"),
    path("<str:number>/", record.detail, name="detail"),
    path("<str:number>/edit/", record.edit, name="edit"),
    path("<str:number>/move/", moves.move, name="move"),
    path("<str:number>/next/", changes.next_step, name="next_step"),
    path("<str:number>/facts/", changes.add_fact, name="add_fact"),
    path("<str:number>/facts/<slug:kind>/withdraw/", changes.withdraw_fact, name="withdraw_fact"),
    path("<str:number>/facts/<slug:kind>/paper/", plans.paper, name="paper"),
    path("<str:number>/facts/<slug:kind>/verify/", plans.verify, name="verify"),
    path("<str:number>/plan/", plans.plan, name="plan"),
    path("<str:number>/checks/<slug:check>/", plans.tick, name="tick"),
    path("<str:number>/merge/", regrouping.merge_with, name="merge_with"),
    path("<str:number>/merge/<str:other>/", regrouping.merge, name="merge"),
    path("<str:number>/split/", regrouping.split, name="split"),
    path("<str:number>/regroupings/<str:regrouping>/undo/", regrouping.undo, name="undo_regrouping"),
    path("<str:number>/amounts/", changes.amount, name="amount"),
    path("<str:number>/stop/<slug:status>/", changes.stop, name="stop"),
    path("<str:number>/resume/", changes.resume, name="resume"),
    path("<str:number>/protect/", changes.protect, name="protect"),
    path("<str:number>/open-up/", changes.open_up, name="open_up"),
]
