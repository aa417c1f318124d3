"""Addresses of teaching."""

from django.urls import path

from campus.teaching import notice_views, objecting, views
from campus.teaching.answers import views as answers
from campus.teaching.gradebook import learner_views
from campus.teaching.gradebook import views as gradebook
from campus.teaching.items import views as items
from campus.teaching.regrading import views as regrading
from campus.teaching.sets import extensions, sittings
from campus.teaching.sets import views as sets

BOOK = "teaching/<slug:slug>/gradebook/"
ITEM = "teaching/<slug:slug>/sets/<int:number>/items/"
SET = "teaching/<slug:slug>/sets/<int:number>/"
EXTENSIONS = "teaching/<slug:slug>/extensions/"

urlpatterns = [
    path("teaching/", views.teaching, name="teaching"),
    path("teaching/objections/", objecting.objections, name="objections"),
    path("teaching/objections/<uuid:pk>/", objecting.answer, name="objection-answer"),
    path("teaching/<slug:slug>/sets/new/", views.new_set, name="teaching-set-new"),
    path("teaching/<slug:slug>/sets/<int:number>/", views.edit_set, name="teaching-set"),
    path(
        "teaching/<slug:slug>/sets/<int:number>/preview/", sets.preview, name="teaching-set-preview"
    ),
    path(
        "teaching/<slug:slug>/sets/<int:number>/simulate/",
        sets.simulate,
        name="teaching-set-simulate",
    ),
    path(f"{SET}sittings/", sittings.sittings, name="teaching-sittings"),
    path(EXTENSIONS, extensions.extensions, name="extensions"),
    path(
        "teaching/<slug:slug>/extensions/<int:pk>/remove/",
        extensions.remove,
        name="extension-remove",
    ),
    path("teaching/<slug:slug>/sets/<int:number>/results/", views.results, name="teaching-results"),
    path(
        "teaching/<slug:slug>/sets/<int:number>/results.csv",
        views.results_as_csv,
        name="teaching-results-csv",
    ),
    path("notices/seen/", notice_views.seen, name="notices-seen"),
    path(BOOK, gradebook.gradebook, name="gradebook"),
    path("teaching/<slug:slug>/gradebook.csv", gradebook.gradebook_as_csv, name="gradebook-csv"),
    path(f"{BOOK}import/", gradebook.gradebook_from_csv, name="gradebook-import"),
    path(f"{BOOK}weights/", gradebook.scheme, name="gradebook-scheme"),
    path(f"{BOOK}<int:pk>/", learner_views.learner, name="gradebook-learner"),
    path(f"{BOOK}<int:pk>/mark/", learner_views.set_mark, name="gradebook-mark"),
    path(f"{BOOK}<int:pk>/note/", learner_views.write_note, name="gradebook-note"),
    path("teaching/<slug:slug>/answers/", answers.answers, name="answers"),
    path("teaching/<slug:slug>/answers/<uuid:pk>/", answers.answer, name="answer"),
    path(
        "teaching/<slug:slug>/answers/<uuid:pk>/comment/",
        answers.write_comment,
        name="answer-comment",
    ),
    path("teaching/<slug:slug>/answers/<uuid:pk>/mark/", answers.mark_by_hand, name="answer-mark"),
    path(ITEM, items.items, name="teaching-items"),
    path(f"{ITEM}<int:position>/", items.item, name="teaching-item"),
    path(f"{ITEM}<int:position>/name/", items.name_cluster, name="teaching-item-name"),
    path("teaching/<slug:slug>/regrades/", regrading.regrades, name="regrades"),
    path("teaching/<slug:slug>/regrades/<int:pk>/", regrading.regrade, name="regrade"),
    path(
        "teaching/<slug:slug>/regrades/<int:pk>/apply/",
        regrading.apply_regrade,
        name="regrade-apply",
    ),
    path(
        "teaching/<slug:slug>/regrades/<int:pk>/roll-back/",
        regrading.roll_back_regrade,
        name="regrade-roll-back",
    ),
    path(
        "teaching/<slug:slug>/regrades/<int:pk>/drop/",
        regrading.drop_regrade,
        name="regrade-drop",
    ),
]
