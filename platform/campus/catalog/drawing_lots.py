"""Who gets which variant: decided by a secret, so that nobody can work out anybody's numbers."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from campus.catalog.models import ExerciseVersion, Variant


class NothingReady(Exception):
    """A version without a single variant: `pool.wait_for_variant` has one drawn."""


def lot(*parts: object) -> int:
    """A number below 2**48 that is always the same for the same parts and the same secret."""
    if not settings.SEED_SECRET:
        raise ImproperlyConfigured("SEED_SECRET is not set: variants cannot be given out.")
    message = "|".join(map(str, parts)).encode()
    digest = hmac.new(settings.SEED_SECRET.encode(), message, hashlib.sha256).digest()
    return int.from_bytes(digest[:6], "big")


def pool_seed(digest: str, place: int) -> int:
    """The seed of the variant at `place` of a version's pool; never sequential, never shown."""
    return lot("pool", digest, place)


def variant_of_seed(version: ExerciseVersion, seed: int) -> Variant:
    """The variant of one seed; raises NothingReady until `pool.wait_for_seed` has had it drawn."""
    variant = version.variants.filter(seed=seed).first()
    if variant is None:
        raise NothingReady(f"{version} was not drawn with this seed yet.")
    return variant


def choose_variant(
    version: ExerciseVersion, learner: int, number: int, seen: set[int] | None = None
) -> Variant:
    """The variant of a learner's attempt `number`: one not seen yet while there are any.

    seen   primary keys of the variants the learner had before
    """
    ready = list(version.variants.order_by("seed").values_list("pk", flat=True))
    if not ready:
        raise NothingReady(f"{version} has no variants yet.")
    fresh = [pk for pk in ready if pk not in (seen or set())] or ready
    pk = fresh[lot(learner, version.exercise_id, number) % len(fresh)]
    version.variants.filter(pk=pk, used=False).update(used=True)  # the pool draws the next one
    return version.variants.get(pk=pk)
