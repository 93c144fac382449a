"""A client of Alongside written from protocol/SPEC.md alone, with Python's standard library and `websockets`.

It knows nothing of the Rust or TypeScript code. What it can do, anybody can build from the specification.
"""

import asyncio
import http.cookiejar
import json
import time
import urllib.error
import urllib.request
import uuid

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

PATIENCE = 20
"""Seconds; longer than anything that should happen ever takes, also on a busy machine."""


class Browser:
    """HTTP calls with cookies, as a page of the server makes them."""

    def __init__(self, server):
        self.server = server
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def call(self, path, body=None):
        """The status and the answer; a GET when there is no body."""
        request = urllib.request.Request(f"http://{self.server}{path}")
        request.add_header("Origin", f"http://{self.server}")
        data = None
        if body is not None:
            request.add_header("Content-Type", "application/json")
            data = json.dumps(body).encode()
        try:
            with self.opener.open(request, data, timeout=PATIENCE) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read() or b"null")

    def does(self, path, body=None):
        status, answer = self.call(path, body)
        assert status == 200, (path, status, answer)
        return answer

    def cookie_header(self):
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)


class Person:
    """One person at one browser: what they know of each topic, and what they asked for."""

    def __init__(self, name, browser, session):
        self.name, self.browser, self.session = name, browser, session
        self.me = self.epoch = self.socket = self.reader = None
        self.topics = {}
        """topic -> {"n": last number, "entries": {key: entry}}"""
        self.coming = None
        """A snapshot whose last part has not come."""
        self.frames = []
        """Every frame of this connection, as text."""
        self.answers = {}
        self.unanswered = {}
        self.live = False
        self.bye = None
        self.changed = asyncio.Condition()

    # --- Coming and going ---

    async def comes(self, resume=True):
        """HELLO2, HELLO4: a ticket, a socket, a hello, and everything up to `live`."""
        ticket = await self.ticket()
        await self.opens(ticket, resume)
        await self.until(lambda: self.live, "live")
        for command_id, command in list(self.unanswered.items()):
            await self.say({"t": "ask", "id": command_id, "command": command})

    async def ticket(self):
        path = f"/api/session/{self.session}/ticket"
        return (await asyncio.to_thread(self.browser.does, path, {}))["ticket"]

    async def opens(self, ticket, resume=True):
        server = self.browser.server
        self.socket = await connect(
            f"ws://{server}/live",
            origin=f"http://{server}",
            # The socket comes from the browser that the ticket was for (HELLO2).
            additional_headers={"Cookie": self.browser.cookie_header()},
            max_size=None,
            compression=None,
        )
        self.live, self.bye, self.frames, self.coming = False, None, [], None
        hello = {"t": "hello", "proto": 1, "ticket": ticket}
        if resume and self.epoch:
            numbers = {topic: known["n"] for topic, known in self.topics.items()}
            hello["resume"] = {"epoch": self.epoch, "topics": numbers}
        await self.say(hello)
        self.reader = asyncio.create_task(self.reads())

    def drops(self):
        """The connection breaks without a word; what was known stays."""
        self.reader.cancel()
        self.socket.transport.abort()

    async def leaves(self):
        self.reader.cancel()
        await self.socket.close()

    # --- Hearing ---

    async def reads(self):
        try:
            async for text in self.socket:
                self.hear(text)
                async with self.changed:
                    self.changed.notify_all()
        except ConnectionClosed:
            pass
        async with self.changed:
            self.changed.notify_all()

    def hear(self, text):
        self.frames.append(text)
        frame = json.loads(text)
        kind = frame["t"]
        if kind == "welcome":
            if self.epoch != frame["epoch"]:
                # HELLO5: numbers of another epoch are nothing to resume from.
                self.topics = {}
            self.me, self.epoch = frame["me"], frame["epoch"]
        elif kind == "snapshot":
            # TOPIC6: a topic changes with the last part, to all of them.
            self.coming = self.coming or {"topic": frame["topic"], "n": frame["n"], "entries": {}}
            assert (self.coming["topic"], self.coming["n"]) == (frame["topic"], frame["n"]), (self.name, frame)
            self.coming["entries"].update(frame["entries"])
            if not frame.get("more"):
                self.topics[self.coming.pop("topic")] = self.coming
                self.coming = None
        elif kind == "update":
            known = self.topics[frame["topic"]]
            assert frame["n"] == known["n"] + 1, ("TOPIC2", self.name, frame)
            known["n"] = frame["n"]
            for key in frame.get("gone", []):
                del known["entries"][key]
            known["entries"].update(frame.get("set", {}))
        elif kind == "closed":
            self.topics.pop(frame["topic"], None)
        elif kind == "live":
            self.live = True
        elif kind == "answer":
            self.answers[frame["id"]] = frame["result"]
            self.unanswered.pop(frame["id"], None)
        elif kind == "bye":
            self.bye = frame

    async def until(self, holds, what):
        async def wait():
            async with self.changed:
                await self.changed.wait_for(lambda: holds() or self.reader.done())
            assert holds(), f"{self.name}: the connection ended before {what}"

        try:
            await asyncio.wait_for(wait(), PATIENCE)
        except asyncio.TimeoutError:
            raise AssertionError(f"{self.name} did not see {what}; last: {self.frames[-3:]}") from None

    async def closing(self):
        """The code with which the server closed."""
        await asyncio.wait_for(self.socket.wait_closed(), PATIENCE)
        return self.socket.close_code

    # --- Saying ---

    async def say(self, frame):
        await self.socket.send(json.dumps(frame))

    async def asks(self, about, ask, command_id=None):
        """Asks and waits for the answer (ASK1)."""
        command_id = command_id or str(uuid.uuid4())
        command = {"about": about, "ask": ask}
        self.answers.pop(command_id, None)
        self.unanswered[command_id] = command
        await self.say({"t": "ask", "id": command_id, "command": command})
        await self.until(lambda: command_id in self.answers, f"an answer to {ask['t']}")
        return self.answers[command_id]

    async def does(self, about, ask):
        result = await self.asks(about, ask)
        assert result == {"t": "kept"}, (self.name, ask, result)

    async def pings(self):
        """Everything that was on its way before has come when the pong is here (FRAME2)."""
        sent = int(time.time() * 1000) * 1000 + len(self.frames)
        await self.say({"t": "ping", "sent": sent})
        await self.until(lambda: any(f'"sent":{sent}' in frame for frame in self.frames), "a pong")

    # --- Looking ---

    def entries(self, topic, kind):
        known = self.topics.get(topic, {"entries": {}})["entries"]
        return [entry for entry in known.values() if entry["t"] == kind]

    def reads_in_main(self):
        """The words of the main chat, in order."""
        messages = self.entries("group", "message")
        return [m["words"] for m in sorted(messages, key=lambda m: (m["at"], m["id"]))]
