# ATTACK: polls within polls, as deep and as wide as descriptors allow, woken without end
# MUST HOLD: the processor's limit; the kernel's memory stays bounded
# EXPECT: error
import os
import select

nests = [select.epoll() for _ in range(20)]
events = [os.eventfd(0, os.EFD_NONBLOCK) for _ in range(20)]
for outer in nests:
    for inner in [*nests, *events]:
        try:
            outer.register(inner, select.EPOLLIN | select.EPOLLET)
        except (OSError, ValueError):
            pass


def f(x):
    while True:
        for event in events:
            try:
                os.write(event, (1).to_bytes(8, "little"))
            except BlockingIOError:
                os.read(event, 8)
        for nest in nests:
            nest.poll(0, 64)
