"""Chrome over its own protocol, the DevTools' over a pipe: JSON and a zero byte. Playwright's first page hangs at times in 86."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import subprocess
import time
from pathlib import Path
from typing import Any

PATIENCE = 240.0
"""seconds for an answer, on a busy machine"""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--lang=zh-CN", "--no-first-run", "--remote-debugging-pipe")


class DevTools:
    def __init__(self, program: Path, profile: Path) -> None:
        asked, self._asks = _pipe()
        self._answers, answered = _pipe()
        command = ["bash", "-c", f'exec "$@" 3<&{asked} 4>&{answered}', "chrome", str(program), *FLAGS]
        self._process = subprocess.Popen(
            [*command, f"--user-data-dir={profile}"],
            pass_fds=(asked, answered),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(asked)
        os.close(answered)
        self._said = b""
        self._number = 0
        self._loaded: set[str] = set()
        self.errors: list[str] = []
        self._session: dict[str, str] = {}
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        self.call("Page.enable")
        self.call("Runtime.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)

    def call(self, command: str, **parameters: Any) -> Any:
        self._number += 1
        asked = {"id": self._number, "method": command, "params": parameters, **self._session}
        os.write(self._asks, json.dumps(asked).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            pass
        assert "error" not in answer, f"{command}: {answer['error']}"
        return answer["result"]

    def open(self, address: str) -> None:
        document = self.call("Page.navigate", url=address)["loaderId"]
        while document not in self._loaded:
            self._read()

    def evaluate(self, script: str) -> Any:
        done = self.call("Runtime.evaluate", expression=f"({script})", awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def size(self, width: int, height: int) -> None:
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def picture(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        os.close(self._asks)
        os.close(self._answers)

    def _read(self) -> Any:
        """The next answer or event; those that matter are remembered."""
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._said:
            ready, _, _ = select.select([self._answers], [], [], max(0, deadline - time.monotonic()))
            more = os.read(self._answers, 1 << 16) if ready else b""
            assert more, "Chrome 停了，或者没有回答"
            self._said += more
        one, _, self._said = self._said.partition(b"\0")
        told = json.loads(one)
        if told.get("method") == "Runtime.exceptionThrown":
            details = told["params"]["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description", details["text"]))
        elif told.get("method") == "Page.lifecycleEvent" and told["params"]["name"] == "load":
            self._loaded.add(told["params"]["loaderId"])
        return told


def _pipe() -> tuple[int, int]:
    """With numbers beside those by which Chrome knows its two ends, 3 and 4."""
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]
