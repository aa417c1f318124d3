"""Addresses of the discussion."""

from django.urls import path

from campus.community.views import groups, moderating, reading, writing

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
    path("groups/", groups.groups, name="groups"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/change/", groups.change, name="group-change"),
    path("groups/<int:pk>/renew/", groups.renew, name="group-renew"),
    path("groups/<int:pk>/leave/", groups.leave, name="group-leave"),
    path("groups/<int:pk>/meet/", groups.meet, name="group-meet"),
    path("groups/join/<str:secret>/", groups.join, name="group-join"),
    path("meetings/<int:pk>/", groups.meeting_page, name="meeting"),
    path("meetings/<int:pk>/<int:position>/", groups.go, name="meeting-go"),
    path("meetings/<int:pk>/end/", groups.end, name="meeting-end"),
]
