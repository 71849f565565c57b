"""Load on a server: many connections, each sending its next request as soon as it has the answer.

One process on raw sockets, so that it takes little of the machine it measures. What may not: what is asked."""

from __future__ import annotations

import math
import select
import socket
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Next = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run has found. Moments in milliseconds."""

    answers: int
    seconds: float
    p50: float
    p99: float
    statuses: dict[int, int]

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


@dataclass(slots=True)
class _Connection:
    socket: socket.socket
    sent_at: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    wanted: int | None = None
    """bytes of the whole answer, once its head is there"""
    is_chunked: bool = False
    is_asking: bool = False

    def send(self, request: bytes) -> None:
        self.got.clear()
        self.wanted, self.is_chunked, self.is_asking = None, False, True
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def is_complete(self) -> bool:
        if self.wanted is None and not self.is_chunked:
            end = self.got.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = bytes(self.got[:end]).lower()
            place = head.find(b"\r\ncontent-length:")
            if place >= 0:
                self.wanted = end + 4 + int(head[place + 17 :].split(b"\r\n", 1)[0])
            else:
                self.is_chunked = b"transfer-encoding: chunked" in head
                self.wanted = None if self.is_chunked else end + 4
        if self.is_chunked:
            return self.got.endswith(b"0\r\n\r\n")
        return self.wanted is not None and len(self.got) >= self.wanted

    @property
    def status(self) -> int:
        return int(self.got[9:12])


def run(
    port: int, next_request: Next, *, connections: int, seconds: float, most: float = math.inf
) -> Figures:
    """Keep all connections busy for so long, or until there are so many answers. An answer begun in time counts."""
    found = _Found()
    poll = select.epoll()
    open_ones = {}
    for _ in range(connections):
        one = _Connection(socket.create_connection(("127.0.0.1", port)))
        one.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        open_ones[one.socket.fileno()] = one
        poll.register(one.socket, select.EPOLLIN)
        one.send(next_request())
    began = time.perf_counter()
    ends = began + seconds
    while (now := time.perf_counter()) < ends and len(found.waits) < most:
        for number, _ in poll.poll(ends - now):
            _read(open_ones[number], found, next_request)
    took = time.perf_counter() - began
    for one in open_ones.values():
        one.socket.close()
    return found.figures(took)


def paced(port: int, requests: Sequence[bytes], *, every: float, seconds: float) -> Figures:
    """Each of these on a connection of its own, again and again after so many seconds, spread evenly over them.

    A wait counts from when it was time to ask: a server that falls behind is not asked less often."""
    found, poll, open_ones = _Found(), select.epoll(), {}
    for request in requests:
        one = _Connection(socket.create_connection(("127.0.0.1", port)))
        open_ones[one.socket.fileno()] = (one, request)
        poll.register(one.socket, select.EPOLLIN)
    began = time.perf_counter()
    due = deque((began + every * place / len(requests), one) for place, one in enumerate(open_ones.values()))
    while (now := time.perf_counter()) < began + seconds:
        while due[0][0] <= now:
            at, (one, request) = due.popleft()
            due.append((at + every, (one, request)))
            if one.is_asking:
                raise RuntimeError(f"an answer has not come in {every} seconds")
            one.send(request)
            one.sent_at = at
        for number, _ in poll.poll(max(0.0, due[0][0] - time.perf_counter())):
            _read(open_ones[number][0], found)
    took = time.perf_counter() - began
    for one, _ in open_ones.values():
        one.socket.close()
    return found.figures(took)


class _Found:
    def __init__(self) -> None:
        self.waits: list[float] = []
        self.statuses: Counter[int] = Counter()

    def figures(self, seconds: float) -> Figures:
        waits = sorted(self.waits)
        return Figures(len(waits), seconds, share(waits, 0.5), share(waits, 0.99), dict(self.statuses))


def _read(one: _Connection, found: _Found, next_request: Next | None = None) -> None:
    part = one.socket.recv(262_144)
    if not part:
        raise ConnectionError("the server closed a connection under load")
    one.got += part
    if one.is_complete():
        one.is_asking = False
        found.waits.append((time.perf_counter() - one.sent_at) * 1000)
        found.statuses[one.status] += 1
        if next_request is not None:
            one.send(next_request())


def share(waits: Sequence[float], part: float) -> float:
    """The wait below which this part of a sorted list lies."""
    return waits[min(len(waits) - 1, int(part * len(waits)))] if waits else 0.0


def in_turn(requests: Sequence[bytes]) -> Next:
    """One after the other, and again from the first."""
    place = -1

    def following() -> bytes:
        nonlocal place
        place = (place + 1) % len(requests)
        return requests[place]

    return following


def get(address: str, **headers: str) -> bytes:
    return _request("GET", address, b"", headers)


def post(address: str, body: bytes, **headers: str) -> bytes:
    return _request("POST", address, body, {"Content-Type": "application/json", **headers})


def _request(method: str, address: str, body: bytes, headers: dict[str, str]) -> bytes:
    lines = [
        f"{method} {address} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
