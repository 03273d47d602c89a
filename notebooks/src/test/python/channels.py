"""A kernel at the level of its sockets, for what jupyter_client's own client hides."""

import hashlib
import hmac
import os
import time

import psutil
import zmq
from jupyter_client.manager import KernelManager

STATUS = "status:"

# Seconds after which an answer counts as lost. Nothing here is fast or slow by this: it is what
# a machine with much else to do never needs.
PATIENCE = 180


class Kernel:
    """A running kernel and raw sockets to it; a context manager."""

    def __init__(self, name="henderson", log=None, **start):
        self.manager = KernelManager(kernel_name=name)
        log = log or open(os.devnull, "w")
        self.manager.start_kernel(stdout=log, stderr=log, **start)
        self.session = self.manager.session
        self.context = zmq.Context()
        self.context.setsockopt(zmq.RECONNECT_IVL, 5)
        self.context.setsockopt(zmq.LINGER, 0)
        self.shell = self._connect(zmq.DEALER, self.manager.shell_port)
        self.control = self._connect(zmq.DEALER, self.manager.control_port)
        self.stdin = self._connect(zmq.DEALER, self.manager.stdin_port)
        self.heartbeat = self._connect(zmq.REQ, self.manager.hb_port)
        self.iopub = self.context.socket(zmq.SUB)
        self.iopub.subscribe(b"")
        self.iopub.connect(self._address(self.manager.iopub_port))

    def _address(self, port):
        return f"{self.manager.transport}://{self.manager.ip}:{port}"

    def _connect(self, kind, port):
        socket = self.context.socket(kind)
        if kind == zmq.DEALER:
            socket.identity = self.session.bsession
        socket.connect(self._address(port))
        return socket

    def __enter__(self):
        # Until iopub is subscribed, what it carries is lost: an answer heard there ends the wait.
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            reply, heard = self.ask("kernel_info_request", timeout=1)
            if reply and heard:
                self.info = reply["content"]
                return self
        self.close()
        raise AssertionError("the kernel does not answer kernel_info_request")

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.context.destroy(linger=0)
        self.manager.shutdown_kernel(now=True)

    @property
    def process(self):
        return psutil.Process(self.manager.provisioner.pid)

    def is_running(self):
        try:
            return self.process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def send(self, kind, content=None, socket=None):
        """Sends a message and returns its id."""
        message = self.session.msg(kind, content or {})
        self.session.send(socket or self.shell, message)
        return message["header"]["msg_id"]

    def send_signed(self, *parts):
        """Sends the four JSON parts as they are, under a true signature."""
        mac = hmac.new(self.session.key, digestmod=hashlib.sha256)
        for part in parts:
            mac.update(part)
        self.shell.send_multipart([b"<IDS|MSG>", mac.hexdigest().encode(), *parts])

    def receive(self, socket, timeout):
        """The next message of a socket, or None."""
        if timeout <= 0 or not socket.poll(max(1, timeout * 1000)):
            return None
        _, message = self.session.recv(socket, mode=0)
        return message

    def reply(self, identity, timeout=PATIENCE, socket=None):
        """The reply to the message of an id, or None."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            message = self.receive(socket or self.shell, deadline - time.monotonic())
            if message and message["parent_header"].get("msg_id") == identity:
                return message
        return None

    def ask(self, kind, content=None, timeout=PATIENCE):
        """The reply to a request on shell, and what iopub carried of it up to idle."""
        return self.collect(self.send(kind, content), timeout)

    def collect(self, identity, timeout=PATIENCE):
        """The same of a request that was sent."""
        poller = zmq.Poller()
        poller.register(self.shell, zmq.POLLIN)
        poller.register(self.iopub, zmq.POLLIN)
        reply, heard, idle = None, [], False
        deadline = time.monotonic() + timeout
        while not (reply and idle) and time.monotonic() < deadline:
            ready = dict(poller.poll(1000 * max(0, deadline - time.monotonic())))
            for socket in ready:
                message = self.receive(socket, 1)
                if not message or message["parent_header"].get("msg_id") != identity:
                    continue
                if socket is self.shell:
                    reply = message
                else:
                    heard.append(message)
                    idle = idle or kind(message) == STATUS + "idle"
        return reply, heard

    def ask_control(self, kind, content=None, timeout=PATIENCE):
        """The reply to a request on control, or None."""
        identity = self.send(kind, content, self.control)
        return self.reply(identity, timeout, self.control)

    def send_cell(self, code, **options):
        """Sends a cell and returns the id of its request."""
        return self.send("execute_request", request(code, options))

    def begin(self, code, *queued):
        """Sends statements as a cell, and cells behind it; their ids, once the statements run.

        They print before, in one snippet, so that nothing is compiled between.
        """
        announced = f'{{ System.out.println("begun"); {code} }}'
        sent = [self.send_cell(one) for one in (announced, *queued)]
        self.hear(lambda m: m["msg_type"] == "stream", sent[0])
        return sent

    def run(self, code, timeout=PATIENCE, **options):
        """Runs a cell: the reply's content, and what iopub carried of it."""
        reply, heard = self.ask("execute_request", request(code, options), timeout)
        assert reply, f"no reply within {timeout} s to: {code[:200]}"
        return reply["content"], heard

    def learn_names(self):
        """Asks for a completion until there is one: the kernel says none while the first is slow."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            reply, _ = self.ask("complete_request", {"code": "Sys", "cursor_pos": 3})
            if reply and "System" in reply["content"]["matches"]:
                return
        raise AssertionError("the kernel completes nothing")

    def is_alive(self):
        reply, _ = self.ask("kernel_info_request")
        return reply is not None

    def hear(self, wanted, identity):
        """The first such message that iopub carries of a request."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            message = self.receive(self.iopub, deadline - time.monotonic())
            if message and message["parent_header"].get("msg_id") == identity and wanted(message):
                return message
        raise AssertionError(f"nothing such was heard within {PATIENCE} s")

    def answers_next(self):
        """Whether the next reply on shell is the one to a question asked now."""
        identity = self.send("kernel_info_request")
        message = self.receive(self.shell, PATIENCE)
        return message is not None and message["parent_header"].get("msg_id") == identity


def request(code, options):
    content = {
        "code": code,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": True,
    }
    return {**content, **options}


def kind(message):
    """The type of a message; of a status with its state."""
    if message["msg_type"] == "status":
        return STATUS + message["content"]["execution_state"]
    return message["msg_type"]


def kinds(messages):
    return [kind(message) for message in messages]


def text(messages, stream="stdout"):
    """What was printed."""
    contents = [m["content"] for m in messages if m["msg_type"] == "stream"]
    return "".join(c["text"] for c in contents if c["name"] == stream)


def results(messages):
    """The values of cells as text."""
    shown = [m["content"]["data"] for m in messages if m["msg_type"] == "execute_result"]
    return [data["text/plain"] for data in shown]
