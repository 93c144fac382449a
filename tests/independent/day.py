"""Half a day with five people and a power cut, through the client that was written from the specification alone.

    python3 day.py PATH_TO_ALONGSIDE
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid

from client import Browser, Person, connect
from websockets.exceptions import InvalidStatus

PEOPLE = {"Freya": "facilitator", "Tam": "support", "Asha": "trainee", "Ben": "trainee", "Chi": "trainee"}


class Server:
    """The program itself, with a folder on the disk."""

    def __init__(self, program):
        self.program, self.folder, self.port = program, tempfile.TemporaryDirectory(), 0

    def starts(self):
        command = [self.program, "serve", "--port", str(self.port), "--data", self.folder.name]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        owner_secret = None
        for line in self.process.stdout:
            if line.startswith("owner link: "):
                owner_secret = line.strip().split("#")[1]
            if line.startswith("listening on http://"):
                self.address = line.strip().removeprefix("listening on http://")
                self.port = int(self.address.split(":")[1])
                return owner_secret
        raise AssertionError("the program did not start")

    def is_killed(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


def prepares(server, owner_secret):
    """The owner makes a programme with its people and a session; everybody enters by their link."""
    owner = Browser(server.address)
    owner.does("/api/staff/first", {"secret": owner_secret, "name": "Morag", "passphrase": "four calm words here"})
    owner.does("/api/staff/step-up", {"passphrase": "four calm words here"})
    made = owner.does("/api/programmes", {"name": "Peer supporters", "timeZone": "Europe/London"})
    programme = f"/api/programmes/{made['id']}"
    people = [{"name": name, "role": role} for name, role in PEOPLE.items()]
    owner.does(programme, {"t": "add_people", "people": people})
    # So many notes that what the group reads comes in parts (TOPIC6).
    items = [{"title": f"Item {number}", "minutes": 5, "note": "and so on " * 90} for number in range(20)]
    plan = {
        "title": "Listening well",
        "startsAt": int(time.time() * 1000) + 600_000,
        "leadMinutes": 15,
        "agenda": [{"id": str(uuid.uuid4()), **item} for item in items],
    }
    view = owner.does(programme, {"t": "schedule", "plan": plan})
    session = view["sessions"][0]["id"]
    links = owner.does(f"{programme}/links", {"people": [person["id"] for person in view["people"]]})
    secrets = {link["person"]: link["link"].split("#")[1] for link in links}
    everybody = {}
    for person in view["people"]:
        browser = Browser(server.address)
        browser.does("/api/door/enter", {"secret": secrets[person["id"]]})
        everybody[person["name"]] = Person(person["name"], browser, session)
    return everybody


async def arrives(everybody):
    """HELLO4, TOPIC1, TOPIC6: everybody reads what is theirs and nothing else."""
    for person in everybody.values():
        await person.comes()
        assert any('"more":true' in frame for frame in person.frames), "the group comes in parts"
        assert person.entries("group", "agenda") and person.entries("group", "session")
    asha, freya, tam = everybody["Asha"], everybody["Freya"], everybody["Tam"]
    assert set(asha.topics) == {"group", f"thread:{asha.me}", f"tech:{asha.me}", f"person:{asha.me}"}
    assert "facilitators" in freya.topics and "staff" in freya.topics
    assert "staff" in tam.topics and "facilitators" not in tam.topics
    await freya.does("day", {"t": "start"})


async def talks(everybody):
    """ASK2: a command that is sent twice is one message; its id with another body is refused."""
    asha, ben = everybody["Asha"], everybody["Ben"]
    post = {"t": "post", "channel": {"t": "main"}, "words": "Good morning"}
    command_id = str(uuid.uuid4())
    for _ in range(2):
        assert await asha.asks("chat", post, command_id) == {"t": "kept"}
    other = await asha.asks("chat", {**post, "words": "Something else"}, command_id)
    assert other["refusal"]["code"] == "reused", other
    await ben.until(lambda: ben.reads_in_main() == ["Good morning"], "one message")


async def resumes(everybody):
    """HELLO4: whoever was away gets exactly what they missed, and then knows what a fresh tab knows."""
    asha, ben = everybody["Asha"], everybody["Ben"]
    ben.drops()
    await asha.does("chat", {"t": "post", "channel": {"t": "main"}, "words": "While Ben was away"})
    await ben.comes()
    assert ben.reads_in_main() == ["Good morning", "While Ben was away"]
    assert not any('"t":"snapshot"' in frame for frame in ben.frames), "a tail, and no snapshot"
    assert not any("Good morning" in frame for frame in ben.frames), "nothing twice"
    await knows_what_a_fresh_tab_knows(ben)


async def knows_what_a_fresh_tab_knows(person):
    """TOPIC3"""
    fresh = Person(person.name, person.browser, person.session)
    await fresh.comes()
    for topic, known in fresh.topics.items():
        await person.until(lambda: person.topics[topic]["n"] >= known["n"], f"{topic} up to now")
    await fresh.pings()
    await person.pings()
    assert fresh.topics == person.topics
    await fresh.leaves()


async def flags(everybody):
    """FLAG1: of a wellbeing flag nothing at all reaches those who may not know it, not even an empty frame."""
    asha, freya = everybody["Asha"], everybody["Freya"]
    others = [everybody[name] for name in ("Ben", "Chi", "Tam")]
    for person in everybody.values():
        await person.pings()
    before = [len(person.frames) for person in others]
    await asha.does("flags", {"t": "raise", "kind": "worried_about_someone", "words": "She went quiet"})
    await freya.until(lambda: freya.entries("facilitators", "flag"), "the flag")
    for person, count in zip(others, before):
        await person.pings()
        assert len(person.frames) == count + 1, f"{person.name} got more than their pong"
    assert asha.entries(f"person:{asha.me}", "my_flag")


async def checks_in(everybody):
    """ROUND2: for others a pass and an answer for facilitators only are the same."""
    freya, ben, chi, asha = (everybody[name] for name in ("Freya", "Ben", "Chi", "Asha"))
    round_request = {"purpose": "check_in", "kind": "all_at_once", "prompt": "How are you?", "scale": "one_word"}
    await freya.does("rounds", {"t": "start", "round": round_request})
    await asha.until(lambda: asha.entries("group", "round"), "the round")
    the_round = asha.entries("group", "round")[0]["id"]
    await ben.does("rounds", {"t": "pass", "round": the_round})
    await chi.does(
        "rounds", {"t": "answer", "round": the_round, "words": "low, and tired", "audience": "facilitators"}
    )
    await freya.does("rounds", {"t": "reveal", "round": the_round})
    await asha.pings()
    assert not any("low, and tired" in frame for frame in asha.frames)
    shown = [entry for entry in asha.entries("group", "answer") if entry.get("person") in (ben.me, chi.me)]
    assert shown == [], "neither the pass nor the private answer"
    standings = asha.entries("group", "round")[0]["standings"]
    assert standings[asha.me] == "waiting" and standings[ben.me] == standings[chi.me] == "passed", standings


async def survives_a_power_cut(everybody, server):
    """ASK1, ASK2: what was answered is there; what was not is sent again and happens once."""
    asha, ben = everybody["Asha"], everybody["Ben"]
    await asha.does("chat", {"t": "post", "channel": {"t": "main"}, "words": "Answered before the cut"})
    command_id = str(uuid.uuid4())
    command = {"about": "chat", "ask": {"t": "post", "channel": {"t": "main"}, "words": "On its way"}}
    asha.unanswered[command_id] = command
    await asha.say({"t": "ask", "id": command_id, "command": command})
    server.is_killed()
    for person in everybody.values():
        person.drops()
    server.starts()
    for person in everybody.values():
        await person.comes()
    await asha.until(lambda: command_id in asha.answers, "an answer after the cut")
    assert asha.answers[command_id] == {"t": "kept"}
    await ben.until(lambda: "On its way" in ben.reads_in_main(), "the message")
    assert ben.reads_in_main().count("On its way") == 1
    assert ben.reads_in_main().count("Answered before the cut") == 1
    await knows_what_a_fresh_tab_knows(ben)


async def meets_closed_doors(everybody):
    """HELLO2, HELLO3, DOOR5, ASK3: used tickets, other versions, other pages, and what is not one's to do."""
    asha = everybody["Asha"]
    other_tab = Person("Asha", asha.browser, asha.session)
    ticket = await other_tab.ticket()
    await other_tab.opens(ticket)
    await other_tab.until(lambda: other_tab.live, "live")
    again = Person("Asha", asha.browser, asha.session)
    await again.opens(ticket)
    assert await again.closing() == 4001
    await other_tab.leaves()

    server = asha.browser.server
    async with connect(f"ws://{server}/live", origin=f"http://{server}") as newer:
        await newer.send('{"t": "hello", "proto": 2, "ticket": "x"}')
        await newer.wait_closed()
        assert newer.close_code == 4003
    try:
        await connect(f"ws://{server}/live", origin="http://elsewhere.example")
        raise AssertionError("a page of somebody else opened a socket")
    except InvalidStatus as refused:
        assert refused.response.status_code == 403
    result = await asha.asks("day", {"t": "end"})
    assert result["refusal"]["code"] == "not_found", result


async def story(program):
    server = Server(program)
    try:
        everybody = prepares(server, server.starts())
        await arrives(everybody)
        await talks(everybody)
        await resumes(everybody)
        await flags(everybody)
        await checks_in(everybody)
        await survives_a_power_cut(everybody, server)
        await meets_closed_doors(everybody)
        for person in everybody.values():
            await person.leaves()
    finally:
        server.is_killed()


if __name__ == "__main__":
    asyncio.run(story(sys.argv[1]))
    print("1 passed, 0 failed: half a day through a client written from the specification alone")
