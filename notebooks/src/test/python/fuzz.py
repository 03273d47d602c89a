"""Malformed messages by the thousand; the kernel must answer the good one after them.

Run as a program: python fuzz.py --messages 100000 [--kernel NAME] [--seed N]
"""

import argparse
import json
import random
import time

from channels import Kernel

DELIMITER = b"<IDS|MSG>"
REQUESTS = (
    "execute_request",
    "complete_request",
    "inspect_request",
    "is_complete_request",
    "history_request",
    "comm_info_request",
    "comm_open",
    "comm_msg",
    "comm_close",
    "kernel_info_request",
    "connect_request",
)
FIELDS = (
    *("code", "cursor_pos", "silent", "store_history", "user_expressions", "detail_level"),
    *("hist_access_type", "n", "session", "start", "stop", "pattern", "unique", "comm_id"),
    *("target_name", "data", "allow_stdin", "stop_on_error"),
)
ODD = (
    *(None, True, -1, 0, 10**30, 1.5, -1e308, "", "\x00", "x" * 1000, "\ud800", "é\U0001f600"),
    *([], [[]], {}, {"a": {"b": [None]}}, "2147483648", "true", "%", "%%", "%lmer ~"),
)


class Fuzz:
    """Makes and sends malformed messages; the same ones for the same seed."""

    def __init__(self, kernel, seed=1):
        self.kernel = kernel
        self.random = random.Random(seed)
        self.makers = (
            self.frames,
            self.signature,
            self.broken_json,
            self.wrong_types,
            self.wrong_header,
            self.huge,
        )
        # A huge message is dear, and one in a thousand says as much.
        self.weights = (20, 20, 20, 25, 15, 0.1)

    def one(self):
        self.random.choices(self.makers, self.weights)[0]()

    def bytes(self, most):
        return self.random.randbytes(self.random.randrange(most))

    def header(self, kind):
        return {
            "msg_id": f"fuzz-{self.random.getrandbits(64)}",
            "session": "fuzz",
            "username": "fuzz",
            "msg_type": kind,
            "version": "5.4",
            "date": "2026-01-01T00:00:00.000000Z",
        }

    def frames(self):
        """Any number of frames of anything, now and then with a delimiter."""
        parts = [self.bytes(64) for _ in range(self.random.randrange(1, 9))]
        if self.random.random() < 0.5:
            parts.insert(self.random.randrange(len(parts) + 1), DELIMITER)
        self.kernel.shell.send_multipart(parts)

    def signature(self):
        """A good message under a signature that is not its own."""
        message = self.kernel.session.msg("execute_request", {"code": "System.exit(1);"})
        parts = self.kernel.session.serialize(message)
        wrong = (b"", b"0" * 64, parts[1][:-1], parts[1].upper(), self.bytes(80))
        parts[parts.index(DELIMITER) + 1] = self.random.choice(wrong)
        self.kernel.shell.send_multipart(parts)

    def broken_json(self):
        """Signed, but cut off, doubled, not UTF-8, too deep, or no object."""
        good = json.dumps(self.header(self.random.choice(REQUESTS))).encode()
        cut = good[: self.random.randrange(len(good))]
        bad = (cut, good + good, b"[1]", b"null", b"\xff\xfe", b"[" * 5000, b"{'a':NaN}", b"")
        parts = [good, b"{}", b"{}", b"{}"]
        parts[self.random.randrange(4)] = self.random.choice(bad)
        self.kernel.send_signed(*parts)

    def wrong_types(self):
        """A known request whose fields hold what they should not."""
        kind = self.random.choice(REQUESTS)
        fields = self.random.sample(FIELDS, self.random.randrange(len(FIELDS)))
        content = {field: self.random.choice(ODD) for field in fields}
        if kind == "execute_request":
            # What is code would run.
            content["code"] = self.random.choice([None, 3, [], {}, True, ""])
        self.signed(self.header(kind), {}, content)

    def wrong_header(self):
        header = self.header(self.random.choice(REQUESTS))
        field = self.random.choice(list(header))
        if self.random.random() < 0.5:
            del header[field]
        else:
            header[field] = self.random.choice(ODD)
        self.signed(header, self.random.choice([{}, header]), {"code": ""})

    def huge(self):
        kind = self.random.choice(("complete_request", "is_complete_request", "comm_open"))
        self.signed(self.header(kind), {}, {"code": "%" * 2_000_000, "data": {"x": "y" * 10**6}})

    def signed(self, header, parent, content):
        parts = [json.dumps(part).encode() for part in (header, parent, {}, content)]
        self.kernel.send_signed(*parts)


def fuzz(kernel, messages, seed=1, each=500):
    """Sends malformed messages, and after each so many a good one that must be answered."""
    source = Fuzz(kernel, seed)
    for sent in range(1, messages + 1):
        source.one()
        if sent % each == 0 or sent == messages:
            assert kernel.is_alive(), f"no answer after {sent} messages of seed {seed}"
            # What the malformed ones were answered with is not read by anybody else.
            while kernel.receive(kernel.iopub, 0.001):
                pass
    reply, _ = kernel.run("1+1")
    assert reply["status"] == "ok"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--kernel", default="henderson")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with Kernel(asked.kernel) as running:
        begin = time.monotonic()
        fuzz(running, asked.messages, asked.seed)
        print(f"{asked.messages} malformed messages in {time.monotonic() - begin:.0f} s: alive")
