"""Pages under load: so many requests a second, whoever is still waiting.

    ./run bench pages [--rates 25 50 100] [--seconds 20]

The site runs beside this on the same machine, with its graders. Requests leave by the clock and not
when the last answer came (an open loop), so a site that falls behind is seen to. The baseline is
the sign-in page, which nearly only renders, in its own run at the same rate.
"""

import argparse
import asyncio
import itertools
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from campus.demo.people import ADA, PASSWORD
from tests.bench.http import until_idle
from tests.learner import Learner
from tests.site import RunningSite, start_site, stop_site

WIRES = 24  # connections kept; more requests than that wait here, and their wait counts
#: What learners do while they work: of a hundred requests so many are each of these.
MIX = {"preview": 45, "exercise": 35, "home": 6, "catalogue": 6, "practise": 4, "progress": 4}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: what it is called in the report, its path, the cookies of who asks."""

    kind: str
    path: str
    cookies: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench pages")
    parser.add_argument("--rates", type=int, nargs="+", default=[25, 50, 100], metavar="N")
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lemma-bench-") as folder:
        site = start_site(Path(folder))
        try:
            print(f"idle after {until_idle():.0f} s; load: {os.getloadavg()[0]:.1f}")
            ada = visits(site)
            for rate in asked.rates:
                plain = [Visit("sign-in (baseline)", "/sign-in/", "")]
                report(rate, asyncio.run(ask(site, plain, rate, asked.seconds / 2)))
                report(rate, asyncio.run(ask(site, ada, rate, asked.seconds)))
        finally:
            stop_site(site)
    return 0


def visits(site: RunningSite) -> list[Visit]:
    """A hundred requests of Ada's in the proportions of MIX, spread evenly."""
    with Learner.at(site.url) as learner:
        learner.sign_in(ADA.username, PASSWORD)
        work = learner.open("eig-values")
        cookies = "; ".join(f"{name}={value}" for name, value in learner.client.cookies.items())
    paths = {
        "preview": f"/preview/?attempt={work.attempt}&blank=p&answer-p=x%5E2+-+5x%2F2+%2B+1",
        "exercise": "/exercises/eig-values/",
        "home": "/",
        "catalogue": "/exercises/",
        "practise": "/practise/",
        "progress": "/progress/",
    }
    places = [((n + 0.5) / many, kind) for kind, many in MIX.items() for n in range(many)]
    return [Visit(kind, paths[kind], cookies) for _, kind in sorted(places)]


async def ask(
    site: RunningSite, turn: Sequence[Visit], rate: int, seconds: float
) -> dict[str, list[float]]:
    """Seconds from when each request was due to the end of its answer, by kind."""
    taken: dict[str, list[float]] = defaultdict(list)
    due: asyncio.Queue[tuple[float, Visit] | None] = asyncio.Queue()
    wires = [asyncio.create_task(wire(site, due, taken)) for _ in range(WIRES)]
    begun = time.perf_counter()
    for number, visit in enumerate(itertools.islice(itertools.cycle(turn), int(rate * seconds))):
        at = begun + number / rate
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        due.put_nowait((at, visit))
    for _ in wires:
        due.put_nowait(None)
    await asyncio.gather(*wires)
    return taken


async def wire(
    site: RunningSite,
    due: asyncio.Queue[tuple[float, Visit] | None],
    taken: dict[str, list[float]],
) -> None:
    """One connection, opened again when the site closes it. Raises RuntimeError on a status but
    200: a fast error page is no answer."""
    address = urlsplit(site.url)
    reader = writer = None
    while (next_one := await due.get()) is not None:
        at, visit = next_one
        if writer is None or writer.is_closing():
            reader, writer = await asyncio.open_connection("127.0.0.1", address.port)
        assert reader is not None
        writer.write(
            f"GET {visit.path} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {visit.cookies}\r\n"
            f"Accept-Encoding: gzip\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if " 200 " not in head[:14]:
            raise RuntimeError(f"{visit.path} answered {head[:40]!r}")
        async for _ in body(reader, head):
            pass
        taken[visit.kind].append(time.perf_counter() - at)
        if "connection: close" in head:
            writer.close()
    if writer is not None:
        writer.close()


async def body(reader: asyncio.StreamReader, head: str) -> AsyncIterator[bytes]:
    """The pieces of an answer's body, by its length or in chunks."""
    if "content-length:" in head:
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        yield await reader.readexactly(length)
        return
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield await reader.readexactly(size + 2)
    await reader.readexactly(2)


def report(rate: int, taken: dict[str, list[float]]) -> None:
    rows = list(in_order(taken))
    print(f"\n{rate} requests a second{'':11}{'n':>6}{'p50':>9}{'p95':>9}{'max':>9}   milliseconds")
    for kind, seconds in rows:
        p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
        figures = (statistics.median(seconds), p95, max(seconds))
        print(f"{kind:30}{len(seconds):6}" + "".join(f"{1000 * value:9.1f}" for value in figures))


def in_order(taken: dict[str, list[float]]) -> Iterator[tuple[str, list[float]]]:
    if len(taken) > 1:
        yield "all", [value for seconds in taken.values() for value in seconds]
    yield from taken.items()


if __name__ == "__main__":
    raise SystemExit(main())
