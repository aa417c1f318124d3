"""Addresses of the discussion."""

from django.urls import path

from campus.community.views import moderating, reading, writing

urlpatterns = [
    path("discussion/", reading.discussion, name="discussion"),
    path("discussion/ask/", writing.ask, name="ask"),
    path("discussion/preview/", writing.preview, name="post-preview"),
    path("discussion/notices/", reading.notices, name="notices"),
    path("discussion/mails/<str:token>/", reading.stop_mails, name="digest-stop"),
    path("discussion/reports/", moderating.reports, name="reports"),
    path("discussion/reports/<int:pk>/", moderating.decide, name="report-decide"),
    path("discussion/<int:pk>/", reading.thread, name="thread"),
    path("discussion/<int:pk>/reply/", writing.reply, name="thread-reply"),
    path("discussion/<int:pk>/follow/", reading.follow, name="thread-follow"),
    path("discussion/<int:pk>/look/", reading.look, name="thread-look"),
    path("discussion/<int:pk>/lock/", moderating.lock, name="thread-lock"),
    path("discussion/posts/<int:pk>/", writing.change, name="post-change"),
    path("discussion/posts/<int:pk>/take-back/", writing.take_back, name="post-take-back"),
    path("discussion/posts/<int:pk>/accept/", writing.accept, name="post-accept"),
    path("discussion/posts/<int:pk>/react/", writing.react, name="post-react"),
    path("discussion/posts/<int:pk>/report/", moderating.report, name="post-report"),
    path("discussion/posts/<int:pk>/keep/", moderating.keep, name="post-keep"),
    path("discussion/posts/<int:pk>/mute/", moderating.mute, name="post-mute"),
    path("discussion/posts/<int:pk>/block/", moderating.block, name="post-block"),
    path("discussion/blocks/<int:pk>/end/", moderating.unblock, name="block-end"),
]
