"""Wrong input is answered with the place, the reason and the nearest names; nothing is lost."""

import re

import pytest
from channels import PATIENCE
from jupyter_client.manager import start_new_kernel


class Asked:
    """What came back for one cell."""

    def __init__(self, reply, messages):
        self.status = reply["content"]["status"]
        self.errors = [m["content"] for m in messages if m["msg_type"] == "error"]
        self.results = [m["content"]["data"] for m in messages if m["msg_type"] == "execute_result"]

    @property
    def text(self):
        assert self.status == "ok", (self.status, self.errors)
        return self.results[0]["text/plain"]

    @property
    def traceback(self):
        assert len(self.errors) == 1
        return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(self.errors[0]["traceback"]))


@pytest.fixture(scope="module")
def ask(kernel):
    manager, client = start_new_kernel(kernel_name="henderson", startup_timeout=PATIENCE)

    def execute(code):
        messages = []
        reply = client.execute_interactive(code, timeout=PATIENCE, output_hook=messages.append)
        return Asked(reply, messages)

    assert execute("%dataset sleepstudy").status == "ok"
    assert execute("%lmer m = Reaction ~ Days + (1 | Subject), plots = none").status == "ok"
    yield execute
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize(
    ("cell", "place", "words"),
    [
        pytest.param(
            "%lmer m = Reaction ~ Dayz + (1 | Subject), data = sleepstudy",
            "Dayz",
            ["Dayz", "Days"],
            id="column",
        ),
        pytest.param(
            "%lmer m = Reaction ~ Days + (1 | Subjekt), data = sleepstudy",
            "Subjekt",
            ["Subjekt", "Subject"],
            id="group",
        ),
        pytest.param(
            "%lmer m = Reaction ~ Days + (1 | Subject), data = sleepstuddy",
            "sleepstuddy",
            ["sleepstuddy", "sleepstudy"],
            id="table",
        ),
        pytest.param(
            "%lmer m = Reaction ~ Days + (1 | Subject)), data = sleepstudy",
            None,
            [")"],
            id="bracket too many",
        ),
        pytest.param(
            "%lmer m = Reaction ~ Days + 1 | Subject, data = sleepstudy",
            None,
            ["(1 | Subject)"],
            id="no brackets",
        ),
        pytest.param(
            "%lmer m = Reaction ~ Days, data = sleepstudy",
            None,
            ["random"],
            id="no random effect",
        ),
        pytest.param("%lmre m = Reaction ~ Days", None, ["lmre", "%lmer"], id="magic"),
    ],
)
def test_wrong_input_is_explained_and_changes_nothing(ask, cell, place, words):
    before = ask("m.sigma()").text
    wrong = ask(cell)
    assert wrong.status == "error"
    for word in words:
        assert word in wrong.traceback
    assert "\tat " not in wrong.traceback and ".java:" not in wrong.traceback
    lines = wrong.traceback.splitlines()
    if place:
        caret = next(i for i, line in enumerate(lines) if re.fullmatch(r"[ |]*\^+", line))
        start, end = lines[caret].index("^"), len(lines[caret])
        assert lines[caret - 1][start:end] == place, wrong.traceback
    assert ask("m.sigma()").text == before
    assert ask("sleepstudy.rowCount()").text == "180"


def test_java_errors_lose_nothing_either(ask):
    assert ask("int kept = 3;").status == "ok"
    wrong = ask("int a = 1;\nint b = a / 0;\n")
    assert wrong.status == "error" and wrong.errors[0]["ename"] == "ArithmeticException"
    assert ask("kept + a").text == "4"


def test_a_cell_sent_after_an_error_is_known_runs(ask):
    """Only what was queued behind the failing cell is aborted; see stop_on_error."""
    for i in range(40):
        assert ask("int broken = 1 / 0;").status == "error"
        assert ask(str(i)).status == "ok"
