"""Controls browsers of any engine, by the W3C's WebDriver."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PATIENCE = 30  # seconds, for everything that a page or a browser does


class WebDriverError(Exception):
    """A browser refused a command, or a page did not become what was expected."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A browser engine, and the programs that it needs."""

    name: str
    driver: str  # the WebDriver program, which takes `--port=…`
    browsers: tuple[str, ...] = ()  # programs of which the driver needs one
    capabilities: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    is_headless: bool = True

    def missing(self) -> str:
        """Return the program that is not installed; empty if all are."""
        display = "" if self.is_headless or os.environ.get("DISPLAY") else "Xvfb"
        for programs in ((self.driver,), self.browsers, (display,)):
            if any(programs) and not any(map(shutil.which, programs)):
                return " or ".join(programs)
        return ""


class Browser:
    """A window of a browser."""

    def __init__(self, address: str) -> None:
        self._address = address

    def open(self, url: str) -> None:
        """Load a page."""
        self._post("url", url=url)

    def resize(self, width: int, height: int) -> None:
        """Give the window a size; an engine may have a smallest one of its own."""
        self._post("window/rect", x=0, y=0, width=width, height=height)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page, and return its value."""
        return self._post("execute/sync", script=script, args=arguments)

    def run_async(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function whose last argument is called with the value."""
        return self._post("execute/async", script=script, args=arguments)

    def find(self, selector: str) -> list[str]:
        """Return the ids of the elements that are in the page now."""
        found = self._post("elements", using="css selector", value=selector)
        return [element[_ELEMENT] for element in found]

    def text_of(self, selector: str) -> str:
        """Return the text of the first such element; empty if there is none."""
        return str(
            self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)
        )

    def name_of(self, element: str) -> str:
        """Return the accessible name that the engine gives to an element."""
        return str(_request(f"{self._address}/element/{element}/computedlabel"))

    def click(self, selector: str) -> None:
        """Wait for an element and click it."""
        element = wait_for(lambda: self.find(selector), f"an element {selector}")[0]
        # Smooth scrolling would move it away from where the click goes.
        centre = "arguments[0].scrollIntoView({ behavior: 'instant', block: 'center' })"
        self.run(centre, {_ELEMENT: element})
        self._post(f"element/{element}/click")

    def type(self, selector: str, text: str) -> None:
        """Type text into a field."""
        element = wait_for(lambda: self.find(selector), f"an element {selector}")[0]
        self._post(f"element/{element}/value", text=text)

    def press(self, key: str) -> None:
        """Press and release a key, wherever the focus is."""
        strokes = [{"type": stroke, "value": key} for stroke in ("keyDown", "keyUp")]
        self._post("actions", actions=[{"type": "key", "id": "keys", "actions": strokes}])

    def wait_for_text(self, selector: str, text: str) -> None:
        """Wait until the first such element has the text."""
        wait_for(
            lambda: text in self.text_of(selector),
            lambda: f"“{text}” in {selector}, which has “{self.text_of(selector)}”",
        )

    def _post(self, command: str, /, **body: Any) -> Any:
        return _request(f"{self._address}/{command}", body)


def wait_for(look: Callable[[], Any], what: str | Callable[[], str]) -> Any:
    """Call `look` until its value is true, and return that; `what` says what was waited for."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise WebDriverError(f"waited for {what if isinstance(what, str) else what()}")


@contextmanager
def started(engine: Engine) -> Iterator[Browser]:
    """Yield a window of a browser, which is closed after the block, with its driver."""
    with ExitStack() as stack:
        environment = {**os.environ, **engine.environment}
        if not engine.is_headless and not os.environ.get("DISPLAY"):
            environment["DISPLAY"] = stack.enter_context(_virtual_display())
        port = _free_port()
        stack.enter_context(_running([engine.driver, f"--port={port}"], environment))
        address = f"http://127.0.0.1:{port}/session"
        wanted = {"capabilities": {"alwaysMatch": engine.capabilities}}
        session = _request(address, wanted)["sessionId"]
        stack.callback(_request, f"{address}/{session}", method="DELETE")
        yield Browser(f"{address}/{session}")


@contextmanager
def _virtual_display() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1200x24"]
    with os.fdopen(reading) as number, _running(command, os.environ, keeps=writing):
        os.close(writing)
        yield f":{number.readline().strip()}"


@contextmanager
def _running(command: list[str], environment: Mapping[str, str], keeps: int = -1) -> Iterator[None]:
    with TemporaryDirectory(prefix="on-record-engine-") as folder:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[keeps] if keeps >= 0 else [],
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _request(url: str, body: Mapping[str, Any] | None = None, method: str | None = None) -> Any:
    """Return the value of an answer; wait for a driver that has just been started."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, {"Content-Type": "application/json"}, method=method)
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(request, timeout=4 * _PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            value = json.load(error)["value"]
            raise WebDriverError(f"{value['error']}: {value['message']}") from None
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or time.monotonic() > end:
                raise
            time.sleep(0.1)
