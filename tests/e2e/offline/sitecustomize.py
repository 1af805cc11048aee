"""On PYTHONPATH, Python runs this at its start: whatever touches a network raises, and is written down.

RAADSTUTOR_TEST_NET names the file for that. Modules that could use a network are written down when they are imported.
"""

import os
import sys

_FILE = os.environ.get("RAADSTUTOR_TEST_NET")
_CALLS = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.getnameinfo"),
    *("socket.gethostbyname", "socket.gethostbyaddr", "socket.sethostname", "urllib.Request", "http.client.connect"),
    *(
        "ftplib.connect",
        "smtplib.connect",
        "poplib.connect",
        "imaplib.open",
        "nntplib.connect",
        "telnetlib.Telnet.open",
    ),
    *("webbrowser.open", "os.startfile"),
)
_MODULES = (
    *("socket", "_socket", "ssl", "_ssl", "http.client", "http.server", "urllib.request", "ftplib", "smtplib"),
    *("poplib", "imaplib", "telnetlib", "nntplib", "xmlrpc.client", "webbrowser", "socketserver", "aiohttp", "httpx"),
    *("requests", "urllib3", "websockets"),
)
_LOCAL = 1
"""AF_UNIX: the pair of sockets with which asyncio wakes itself."""


def _note(text: str) -> None:
    line = os.open(_FILE or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(line, f"{text}\n".encode())
    os.close(line)


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event == "import" and arguments[0] in _MODULES:
        _note(f"import {arguments[0]}")
    elif event in _CALLS or (event == "socket.__new__" and arguments[1] != _LOCAL):
        _note(f"call {event} {arguments[1:]!r}")
        raise RuntimeError(f"network: {event}")


if _FILE:
    _note("start")
    sys.addaudithook(_look)
