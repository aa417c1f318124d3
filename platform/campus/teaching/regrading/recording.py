"""Writing down what a batch came to, beside what stands. Once all are there, one may compare."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from campus.afterwards import afterwards
from campus.catalog.models import Variant
from campus.catalog.pool import keep_variants
from campus.learning.models import Submission
from campus.teaching.models import Batch, Change, Regrade
from campus.teaching.regrading.sending import send_next

log = logging.getLogger(__name__)

Answer = dict[str, Any]  # of `exercises.regrading.regrade`, or {"fault": …}


def record_batch(answer: Answer, pk: uuid.UUID, lease: uuid.UUID) -> bool:
    """False if it came under a lease that no longer stands."""
    with transaction.atomic():
        batches = Batch.objects.select_for_update().select_related("regrade")
        batch = batches.filter(pk=pk, lease_token=lease, done=False).first()
        if batch is None or batch.regrade.state != Regrade.State.RUNNING:
            return False
        if "fault" in answer and batch.tries < settings.TRIES:
            log.warning("a batch failed: %s", answer["fault"]["message"])
            Batch.objects.filter(pk=pk).update(sent_at=None, lease_token=None)
        else:
            _keep(batch, answer)
            Batch.objects.filter(pk=pk).update(done=True)
            _ready(batch.regrade)
        afterwards(send_next, batch.regrade_id)
    return True


def _keep(batch: Batch, answer: Answer) -> None:
    version = batch.regrade.version_id
    if drawn := answer.get("drawn"):
        keep_variants(version, drawn)
        # They are for those who have them already, and not for whoever comes next.
        Variant.objects.filter(version=version, seed__in=map(int, drawn)).update(used=True)
    troubles = answer.get("troubles", {})
    whole = (answer.get("fault") or {}).get("message", "")[:300]
    rows = Submission.objects.filter(pk__in=batch.submissions).select_related("result")
    Change.objects.bulk_create(
        [
            _change(
                batch.regrade_id,
                row,
                answer.get("reports", {}).get(str(row.pk)),
                whole or troubles.get(str(row.pk), ""),
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )


def _change(regrade: int, row: Submission, report: Answer | None, trouble: str) -> Change:
    result = getattr(row, "result", None)
    return Change(
        regrade_id=regrade,
        submission=row,
        report=report,
        state=report["state"] if report else "",
        score=score_of(report) if report else None,
        trouble=trouble,
        old_report=result.report if result else None,
        old_state=row.state,
        old_score=result.score if result else None,
    )


def score_of(report: Answer) -> float:
    """The share of the marks that a report gives."""
    out_of = float(report["out_of"])
    return min(max(float(report["marks"]) / out_of, 0.0), 1.0) if out_of else 0.0


def _ready(regrade: Regrade) -> None:
    """The last batch makes it ready; those who finish at once take turns on its row."""
    locked = Regrade.objects.select_for_update().filter(pk=regrade.pk, state=Regrade.State.RUNNING)
    if locked.exists() and not regrade.batches.filter(done=False).exists():
        locked.update(state=Regrade.State.READY, ready_at=Now())
