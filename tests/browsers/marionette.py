"""Firefox over its own protocol, Marionette: a line of length and JSON over TCP; neither driver nor library is needed."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

PATIENCE = 240.0
"""seconds for a start or an answer, on a busy machine"""
PREFERENCES = """
user_pref("marionette.port", 0);
user_pref("intl.accept_languages", "zh-CN");
user_pref("app.update.disabledForTesting", true);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
"""


class Marionette:
    def __init__(self, program: str, profile: Path) -> None:
        (profile / "user.js").write_text(PREFERENCES, encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._socket = socket.create_connection(("127.0.0.1", self._port(profile)), PATIENCE)
        self._answers = self._socket.makefile("rb")
        self._asked = 0
        self.errors: list[str] = []
        self._read()  # who it is
        self.call("WebDriver:NewSession", capabilities={"alwaysMatch": {"webSocketUrl": False}})

    def call(self, command: str, **parameters: Any) -> Any:
        self._asked += 1
        asked = json.dumps([0, self._asked, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(asked), asked))
        _, _, error, result = self._read()
        assert not error, f"{command}: {error['error']}: {error['message']}"
        return result

    def open(self, address: str) -> None:
        self.call("WebDriver:Navigate", url=address)

    def evaluate(self, script: str) -> Any:
        return self.call("WebDriver:ExecuteScript", script=f"return ({script})", args=[])["value"]

    def size(self, width: int, height: int) -> None:
        """Of the page: the window is as much larger as its frame."""
        inner_width, inner_height = self.evaluate("[innerWidth, innerHeight]")
        window = self.call("WebDriver:GetWindowRect")
        self.call(
            "WebDriver:SetWindowRect",
            width=window["width"] - inner_width + width,
            height=window["height"] - inner_height + height,
        )

    def picture(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self.call("WebDriver:TakeScreenshot", full=False)["value"]))

    def close(self) -> None:
        self.call("Marionette:Quit", flags=["eForceQuit"])
        self._answers.close()
        self._socket.close()
        self._process.wait(PATIENCE)

    def _port(self, profile: Path) -> int:
        said = profile / "MarionetteActivePort"
        deadline = time.monotonic() + PATIENCE
        while not (said.is_file() and said.read_text(encoding="utf-8")):
            assert self._process.poll() is None, "Firefox 没有起来"
            assert time.monotonic() < deadline, "Firefox 没有起来"
            time.sleep(0.05)
        return int(said.read_text(encoding="utf-8"))

    def _read(self) -> Any:
        length = b""
        while (sign := self._answers.read(1)) != b":":
            assert sign, "Firefox 停了"
            length += sign
        return json.loads(self._answers.read(int(length)))
