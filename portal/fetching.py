"""Asking a foreign server for something without being led into our own network: for link checks and calendar feeds.

Every hop's host is resolved once, all its addresses must be public, and the connection goes to the very address that was looked at
(so a name that changes its mind between check and call gains nothing). FETCH_PRIVATE lets tests talk to this machine.
"""

import socket
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

TIMEOUT = 5  # seconds until a silent server is given up
LONGEST = 15  # seconds one address may take in all, however slowly it drips
HOPS = 5
PERMANENT = (301, 308)
REDIRECTS = (301, 302, 303, 307, 308)
PORTS = {"http": 80, "https": 443}


class Trouble(StrEnum):
    """Why nothing came back."""

    SCHEME = "scheme"
    PRIVATE = "private"
    UNKNOWN_HOST = "unknown_host"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    LOOP = "loop"
    GARBLED = "garbled"
    TOO_LARGE = "too_large"


class CannotFetch(Exception):
    def __init__(self, trouble: Trouble, detail: str = ""):
        super().__init__(f"{trouble}: {detail}")
        self.trouble = trouble
        self.detail = detail


@dataclass(frozen=True)
class Answer:
    """`moved` tells that the server said for good that the page lives at `address` now."""

    status: int
    address: str
    body: bytes
    moved: bool


class PinnedConnection(HTTPConnection):
    """Talks to one checked address under the host's name."""

    def __init__(self, host: str, port: int, address: str, secure: bool):
        super().__init__(host, port, timeout=TIMEOUT)
        self.address = address
        self.secure = secure

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def fetch(address: str, method: str = "GET", most_bytes: int = 0) -> Answer:
    """Follows up to five redirects; reads at most so many bytes and refuses a longer body. Raises CannotFetch."""
    seen, is_moved = set(), False
    for _ in range(HOPS + 1):
        if address in seen:
            raise CannotFetch(Trouble.LOOP, address)
        seen.add(address)
        status, target, body = _ask(address, method, most_bytes)
        if status not in REDIRECTS or not target:
            return Answer(status, address, body, is_moved)
        is_moved = is_moved or status in PERMANENT
        address = urljoin(address, target)
    raise CannotFetch(Trouble.LOOP, address)


def _ask(address: str, method: str, most_bytes: int) -> tuple[int, str, bytes]:
    """(status, where it redirects to, body) of one request."""
    connection, path = _connection(address)
    agent = f"{settings.REGION.portal_name} (+{settings.SITE_URL})"
    with closing(connection):
        alarm = Timer(LONGEST, _hang_up, [connection])
        alarm.daemon = True
        alarm.start()
        try:
            connection.request(method, path, headers={"User-Agent": agent.encode("ascii", "ignore").decode(), "Accept": "*/*"})
            with connection.getresponse() as response:
                return response.status, response.getheader("Location", ""), _body(response, most_bytes)
        except TimeoutError as error:
            raise CannotFetch(Trouble.TIMEOUT) from error
        except ssl.SSLError as error:
            raise CannotFetch(Trouble.CERTIFICATE, str(error.reason)) from error
        except OSError as error:
            raise CannotFetch(Trouble.REFUSED, error.strerror or "") from error
        except (HTTPException, ValueError, UnicodeError) as error:
            raise CannotFetch(Trouble.GARBLED, type(error).__name__) from error
        finally:
            alarm.cancel()


def _hang_up(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _body(response: HTTPResponse, most_bytes: int) -> bytes:
    if not most_bytes or response.status in REDIRECTS:
        return b""
    body = response.read(most_bytes + 1)
    if len(body) > most_bytes:
        raise CannotFetch(Trouble.TOO_LARGE)
    return body


def _connection(address: str) -> tuple[PinnedConnection, str]:
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port or PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError) as error:
        raise CannotFetch(Trouble.GARBLED, address) from error
    if parts.scheme not in PORTS or not host or parts.username is not None:
        raise CannotFetch(Trouble.SCHEME, parts.scheme)
    if port not in PORTS.values() and not settings.FETCH_PRIVATE:
        raise CannotFetch(Trouble.PRIVATE, f"Port {port}")
    path = quote(parts.path or "/", safe="%/:=&~+!$,;'@()*") + (f"?{quote(parts.query, safe='%/:=&~+!$,;@()*?')}" if parts.query else "")
    return PinnedConnection(host, port, public_address(host, port), parts.scheme == "https"), path


def public_address(host: str, port: int) -> str:
    """The first address of a host, all of whose addresses lie in the public net."""
    try:
        found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise CannotFetch(Trouble.UNKNOWN_HOST, host) from error
    if not settings.FETCH_PRIVATE and not all(_is_public(one) for one in found):
        raise CannotFetch(Trouble.PRIVATE, host)
    return found[0]


def _is_public(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return found.is_global and inner.is_global and not found.is_multicast
