"""The line protocol of ../protocol.ts, for a peer that is written in Python."""
import json
import os
import sys
import time
import traceback
from typing import Callable, NamedTuple, Optional, TextIO


class Unsupported(Exception):
    """The peer has no such job: no figure, and no failure either."""


class Prepared(NamedTuple):
    """A job that is ready to be timed."""

    step: Callable[[], object]
    """Does the work once, to the end."""
    parameters: Optional[int] = None
    """Of the network, moving statistics included."""


def open_channel() -> TextIO:
    """Keeps standard output for the protocol, whatever libraries print there."""
    channel = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    return channel


def seconds_of(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def answer(request: dict, prepare: Callable[[dict], Prepared], ready: dict) -> dict:
    key = request["key"]
    if request["do"] == "prepare":
        ready[key] = prepare(request["job"])
        return {"parameters": ready[key].parameters}
    if request["do"] == "run":
        for _ in range(request["uncounted"]):
            ready[key].step()
        return {"seconds": [seconds_of(ready[key].step) for _ in range(request["steps"])]}
    if request["do"] == "release":
        ready.pop(key, None)
        return {}
    raise ValueError(f"Expected prepare, run or release but found {request['do']}")


def serve(channel: TextIO, facts: dict, prepare: Callable[[dict], Prepared]) -> None:
    """Says hello, then answers each line until there are no more."""
    print(json.dumps(facts), file=channel)
    ready: dict = {}
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line), prepare, ready)
        except Unsupported as reason:
            reply = {"unsupported": str(reason)}
        except Exception as error:
            traceback.print_exc()
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=channel)
