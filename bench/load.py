"""A small load generator: keep-alive connections, one thread each, bounded in time.

It shares the machine with what it measures; the floor is measured with the same generator in the
same run, so only ratios are quoted.
"""

import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Request = bytes


@dataclass(frozen=True)
class Outcome:
    """Requests a second, the median and 95th percentile wait in ms, and answers by status."""

    rate: float
    median: float
    p95: float
    statuses: dict[int, int]


def request(
    path: str, *, cookie: str, method: str = "GET", body: bytes = b"", **headers: str
) -> Request:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookie}",
        f"Content-Length: {len(body)}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def run(
    port: int, source: Callable[[int], Iterator[Request]], *, clients: int, seconds: float
) -> Outcome:
    """Send what `source(client)` yields from each client until the time is over."""
    waits: list[list[float]] = [[] for _ in range(clients)]
    statuses: list[dict[int, int]] = [{} for _ in range(clients)]
    start = threading.Barrier(clients + 1)
    end = threading.Event()

    def work(number: int) -> None:
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        start.wait()
        for sent in source(number):
            if end.is_set():
                break
            began = time.perf_counter()
            connection.sendall(sent)
            status = read_answer(connection)
            waits[number].append((time.perf_counter() - began) * 1000)
            statuses[number][status] = statuses[number].get(status, 0) + 1
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join(max(0.0, seconds - (time.perf_counter() - began)))
    end.set()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    return _outcome(waits, statuses, took)


def _outcome(waits: list[list[float]], statuses: list[dict[int, int]], took: float) -> Outcome:
    flat = sorted(wait for each in waits for wait in each)
    total: Counter[int] = Counter()
    for each in statuses:
        total.update(each)
    return Outcome(
        rate=len(flat) / took,
        median=statistics.median(flat) if flat else 0.0,
        p95=flat[int(len(flat) * 0.95)] if flat else 0.0,
        statuses=dict(total),
    )


def read_answer(connection: socket.socket) -> int:
    """Read one whole answer with a Content-Length or in chunks; give its status."""
    buffer = b""
    while b"\r\n\r\n" not in buffer:
        buffer += _more(connection)
    head, _, body = buffer.partition(b"\r\n\r\n")
    status = int(head[9:12])
    headers = head.lower()
    if b"transfer-encoding: chunked" in headers:
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(connection)
        return status
    at = headers.find(b"content-length:")
    length = int(headers[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    while len(body) < length:
        body += _more(connection)
    return status


def _more(connection: socket.socket) -> bytes:
    got = connection.recv(262_144)
    if not got:
        raise ConnectionError("the server closed the connection")
    return got
