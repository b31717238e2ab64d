"""A headless Chromium, driven through a pipe: it looks at a page as a person would.

The DevTools protocol (https://chromedevtools.github.io/devtools-protocol/) tells what no picture
does: every message in the console, every request, what a screen reader is told.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 120.0  # a guard: what it does takes one
SPOKEN = {"Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"}
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe"),
)
# A browser reads commands from file descriptor 3 and answers on 4.
START = """\
import os, sys
_, commands, answers, *browser = sys.argv
os.dup2(int(commands), 3)
os.dup2(int(answers), 4)
os.execv(browser[0], browser)
"""


def installed() -> str | None:
    """Return the path of a Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One browser with one tab; a context manager.

    Attributes:
        events: what the tab has told since the page was opened.
    """

    def __init__(self, folder: Path) -> None:
        """Start it, with an empty folder for its profile."""
        path = installed()
        assert path is not None
        commands, self._write = _pipe()
        self._read, answers = _pipe()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", START, str(commands), str(answers)),
                *(path, *FLAGS, f"--user-data-dir={folder}", "about:blank"),
            ],
            pass_fds=(commands, answers),
            env={**os.environ, "HOME": str(folder)},
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(commands)
        os.close(answers)
        self._number, self._rest, self._session = 0, b"", ""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Accessibility"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._write)
        os.close(self._read)
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def open(self, page: Path, *, width: int = 1280, scheme: str = "light") -> None:
        """Open a file and wait until it is all there."""
        self.events.clear()
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        wanted = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", features=wanted)
        self.ask("Page.navigate", url=page.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._receive()

    @property
    def said(self) -> list[str]:
        """Return all that the console shows: errors, refused styles, messages."""
        self.run("1")  # whatever was on its way has arrived
        return [json.dumps(e["params"]) for e in self.events if e["method"] in SPOKEN]

    @property
    def requests(self) -> list[str]:
        """Return the address of everything that the page asked for, itself included."""
        self.run("1")
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def run(self, script: str) -> Any:
        """Return what an expression gives on the page; it has $ and $$, and may be a promise."""
        how = dict.fromkeys(("returnByValue", "awaitPromise", "includeCommandLineAPI"), True)
        answer = self.ask("Runtime.evaluate", expression=script, **how)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """Press a key and let it go, as a hand does."""
        text = {"text": "\r"} if key == "Enter" else {}
        named = {"key": key, "windowsVirtualKeyCode": code}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **named, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **named)

    def text(self, selector: str) -> str:
        return str(self.run(f"$({selector!r}).textContent"))

    def shown(self, selector: str) -> str:
        """Return what an element shows: no text of what is hidden."""
        return str(self.run(f"$({selector!r}).innerText"))

    def click(self, selector: str) -> None:
        self.run(f"$({selector!r}).dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))")

    def told(self, role: str) -> list[str]:
        """Return the name of each element of a role, as a screen reader tells it."""
        nodes = self.ask("Accessibility.getFullAXTree")["nodes"]
        return [
            node.get("name", {}).get("value", "")
            for node in nodes
            if not node["ignored"] and node.get("role", {}).get("value") == role
        ]

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while (answer := self._receive()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _receive(self) -> dict[str, Any]:
        """Return the next message; an event is kept as well."""
        deadline = time.monotonic() + SECONDS
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], max(deadline - time.monotonic(), 0))
            assert ready, "the browser does not answer"
            part = os.read(self._read, 1 << 16)
            assert part, "the browser is gone"
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        if "method" in found:
            self.events.append(found)
        return found


def _pipe() -> tuple[int, int]:
    """Return a pipe whose ends are not numbered 3 or 4."""
    import fcntl  # not on Windows, where the tests that look at pages are skipped

    ends = os.pipe()
    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
