"""Addresses of courses and their people."""

from django.urls import path

from campus.courses.views import announcing, auditing, calendar, joining, keeping, listing, people

urlpatterns = [
    path("join/", joining.join_by_code, name="join-code"),
    path("join/<str:secret>/", joining.join, name="join"),
    path("calendar/", calendar.calendar_page, name="calendar"),
    path("calendar/<str:secret>.ics", calendar.feed, name="calendar-feed"),
    path("audit/", auditing.audit, name="audit"),
    path("audit.csv", auditing.audit_file, name="audit-csv"),
    path("courses/new/", keeping.new, name="course-new"),
    path("courses/<slug:slug>/settings/", keeping.settings, name="course-settings"),
    path("courses/<slug:slug>/copy/", keeping.copy, name="course-copy"),
    path("courses/<slug:slug>/archive/", keeping.archive, name="course-archive"),
    path("courses/<slug:slug>/reopen/", keeping.reopen, name="course-reopen"),
    path("courses/<slug:slug>/people/", people.people, name="course-people"),
    path("courses/<slug:slug>/people/add/", people.add, name="course-add"),
    path("courses/<slug:slug>/people/list/", listing.enrol_by_list, name="course-list"),
    path("courses/<slug:slug>/people/<int:pk>/", people.part, name="course-part"),
    path("courses/<slug:slug>/people/<int:pk>/remove/", people.remove, name="course-remove"),
    path("courses/<slug:slug>/leave/", people.leave, name="course-leave"),
    path("courses/<slug:slug>/sections/", people.new_section, name="section-new"),
    path(
        "courses/<slug:slug>/sections/<int:pk>/remove/",
        people.remove_section,
        name="section-remove",
    ),
    path("courses/<slug:slug>/ways/", joining.ways, name="course-ways"),
    path("courses/<slug:slug>/ways/invite/", joining.invite, name="course-invite"),
    path("courses/<slug:slug>/ways/<int:pk>/revoke/", joining.revoke, name="course-revoke"),
    path("courses/<slug:slug>/announcements/new/", announcing.new, name="announcement-new"),
    path("courses/<slug:slug>/announcements/seen/", announcing.seen, name="announcements-seen"),
    path("courses/<slug:slug>/announcements/<int:pk>/", announcing.edit, name="announcement-edit"),
    path(
        "courses/<slug:slug>/announcements/<int:pk>/remove/",
        announcing.take_back,
        name="announcement-remove",
    ),
    path("audit.jsonl", auditing.audit_file, name="audit-jsonl"),
    path("courses/<slug:slug>/audit.jsonl", auditing.course_audit_file, name="course-audit-jsonl"),
    path("courses/<slug:slug>/audit/", auditing.course_audit, name="course-audit"),
    path("courses/<slug:slug>/audit.csv", auditing.course_audit_file, name="course-audit-csv"),
]
