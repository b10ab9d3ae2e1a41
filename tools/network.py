"""Addresses: which port is free, by which name a browser finds us, whether we answer."""

import errno
import http.client
import socket
from contextlib import closing

from tools.words import Trouble

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 – recognised, never chosen
HERE = ["127.0.0.1", "localhost", "[::1]"]


def require_free(host: str, port: int) -> None:
    """Refuse early and in words: two servers may otherwise share a port without noticing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _unusable(host, port, error) from None


def _unusable(host: str, port: int, error: OSError) -> Trouble:
    if error.errno == errno.EADDRINUSE:
        return Trouble(
            f"端口 {port} 已被其他程序占用。请先停止它，或换一个端口：make run PORT={port + 10}",
            f"Port {port} is taken by another program. Stop it, or choose another port: "
            f"make run PORT={port + 10}",
        )
    return Trouble(
        f"不能使用地址 {host} 端口 {port}：{error.strerror}。请检查 HOST 和 PORT。",
        f"Address {host} port {port} cannot be used: {error.strerror}. Check HOST and PORT.",
    )


def own_names(host: str) -> list[str]:
    """The names a browser may call us by."""
    if host in EVERYWHERE:
        return [*HERE, _address_on_the_network()]
    return HERE if host in HERE else [*HERE, _bracketed(host)]


def page_url(host: str, port: int) -> str:
    name = _address_on_the_network() if host in EVERYWHERE else host
    return f"http://{_bracketed(name)}:{port}"


def answers(host: str, port: int, path: str) -> bool:
    """Whether GET `path` answers 200 on this machine."""
    target = "127.0.0.1" if host in EVERYWHERE else host
    connection = http.client.HTTPConnection(target, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name


def _address_on_the_network() -> str:
    """The address other machines see; nothing is sent by this."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
