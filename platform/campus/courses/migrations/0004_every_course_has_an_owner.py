"""Whoever has taught a course longest becomes its owner: somebody has to name the others."""

from typing import Any

from django.db import migrations


def name_owners(apps: Any, schema_editor: Any) -> None:
    enrolments = apps.get_model("courses", "Enrolment").objects
    owned = enrolments.filter(role="owner").values("course")
    teaching = enrolments.filter(role="instructor").exclude(course__in=owned)
    first = teaching.order_by("course_id", "since", "pk").distinct("course_id").values("pk")
    enrolments.filter(pk__in=list(first.values_list("pk", flat=True))).update(role="owner")


def name_none(apps: Any, schema_editor: Any) -> None:
    enrolments = apps.get_model("courses", "Enrolment").objects
    enrolments.filter(role="owner").update(role="instructor")


class Migration(migrations.Migration):
    dependencies = [("courses", "0003_people_ways_in_announcements")]

    operations = [migrations.RunPython(name_owners, name_none)]
