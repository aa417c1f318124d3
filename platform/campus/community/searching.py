"""Finding posts by words and by formulas, however they are written; and threads like a new one."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F, Max, Q, QuerySet, Value

from campus.accounts.models import User
from campus.community.formulas import formulas_in, without_formulas, words_of
from campus.community.models import Post, Thread

_CONFIG = "english"
MOST_WORDS = 24
MOST_RANKED = 50  # the newest posts that fit: so few that no index of all of them need be read


def index(post: Post) -> None:
    """Write down what the post can be found by; a question is found by its title too."""
    title = post.thread.title if post.is_question else ""
    vector = (
        SearchVector(Value(title), weight="A", config=_CONFIG)
        + SearchVector(Value(without_formulas(post.text)), weight="B", config=_CONFIG)
        + SearchVector(Value(_formulas(f"{title}\n{post.text}")), weight="B", config="simple")
    )
    Post.objects.filter(pk=post.pk).update(search=vector)


def found(threads: QuerySet[Thread], reader: User, words: str) -> QuerySet[Thread]:
    """Those of `threads` with posts that the words fit and that give nothing away, or are the
    reader's own; the best fit first. A formula is searched for between dollars: `$x^2$`."""
    query = _query(words)
    if query is None:
        return threads.none()
    open_to = Q(reveals=Post.Reveals.NOTHING) | Q(author=reader)
    newest = Post.objects.filter(
        open_to, search=query, hidden_at=None, thread__in=threads.order_by().values("pk")
    ).order_by("-pk")
    fitting = list(newest.values_list("pk", flat=True)[:MOST_RANKED])
    rank = Max(SearchRank(F("posts__search"), query))
    best = threads.filter(posts__in=fitting).annotate(fit=rank)
    return best.order_by("-fit", "-moved_at")


def like(threads: QuerySet[Thread], title: str, text: str) -> QuerySet[Thread]:
    """Threads that share words or formulas with one that is about to be begun, most alike first."""
    words = dict.fromkeys(without_formulas(f"{title} {text}").split())
    raw = [_any(" ".join(list(words)[:MOST_WORDS]))]
    raw += [SearchQuery(word, config="simple") for word in _formulas(f"{title} {text}").split()]
    query = None
    for part in raw:
        if part is not None:
            query = part if query is None else query | part
    if query is None:
        return threads.none()
    newest = Post.objects.filter(
        is_question=True, search=query, thread__in=threads.order_by().values("pk")
    ).order_by("-pk")
    fitting = list(newest.values_list("pk", flat=True)[:MOST_RANKED])
    best = threads.filter(posts__in=fitting)
    return best.annotate(fit=SearchRank(F("posts__search"), query)).order_by("-fit")


def _query(words: str) -> SearchQuery | None:
    query = None
    plain = without_formulas(words).strip()
    if plain:
        query = SearchQuery(plain, config=_CONFIG, search_type="websearch")
    for formula in formulas_in(words):
        for word in words_of(formula)[:1]:
            part = SearchQuery(word, config="simple")
            query = part if query is None else query & part
    return query


def _any(words: str) -> SearchQuery | None:
    """Posts with any of the words."""
    joined = " or ".join(word for word in words.split() if word.isalnum())
    return SearchQuery(joined, config=_CONFIG, search_type="websearch") if joined else None


def _formulas(text: str) -> str:
    return " ".join(word for formula in formulas_in(text) for word in words_of(formula))
