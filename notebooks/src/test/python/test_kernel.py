"""Jupyter's own conformance tests, run on the installed kernel."""

import json
import os
import subprocess
import tempfile
import time

import jupyter_kernel_test
from channels import PATIENCE
from conftest import LONG, java
from jupyter_client.manager import start_new_kernel


def patient(channel):
    """Makes a channel wait for its next message, however short its reader meant to."""
    get = channel.get_msg
    channel.get_msg = lambda timeout=None: get(timeout=PATIENCE)


class HendersonKernelTest(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        # A history of its own: what other tests ran would be found as well.
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        os.environ["HENDERSON_HISTORY"] = os.path.join(folder.name, "history.jsonl")
        try:
            cls.km, cls.kc = start_new_kernel(
                kernel_name=cls.kernel_name, startup_timeout=PATIENCE
            )
        finally:
            del os.environ["HENDERSON_HISTORY"]
        patient(cls.kc.shell_channel)
        patient(cls.kc.iopub_channel)
        # While the first completion is slow, the kernel says that there is none.
        deadline = time.monotonic() + PATIENCE
        while not cls.kc.complete("System.ou", reply=True)["content"]["matches"]:
            assert time.monotonic() < deadline, "the kernel completes nothing"

    def flush_channels(self):
        """Reads all there is, up to the answer of a question; not until nothing comes for long."""
        identity = self.kc.kernel_info()
        while self.kc.get_shell_msg()["parent_header"].get("msg_id") != identity:
            pass
        idle = False
        while not idle:
            message = self.kc.get_iopub_msg()
            idle = (
                message["parent_header"].get("msg_id") == identity
                and message["content"].get("execution_state") == "idle"
            )

    kernel_name = "henderson"
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "System.ou", "matches": {"out"}},
        {"text": "Math.hyp", "matches": {"hypot("}},
        {"text": "%lme", "matches": {"%lmer"}},
    ]
    complete_code_samples = [
        "1+1",
        "int x = 3;",
        "int f(int a) { return a; }",
        "for (int i = 0; i < 3; i++) { }",
        "%lmer m = y ~ x + (x | g), data = d",
    ]
    incomplete_code_samples = [
        "int f(int a) {",
        "for (int i = 0; i < 3; i++) {",
        '"""\nabc',
        "%lmer m = y ~ x +",
    ]
    invalid_code_samples = ["int int = 3;", "class 3 {}"]
    code_generate_error = "int z = 1/0;"
    code_execute_result = [
        {"code": "1+1", "result": "2"},
        {"code": '"a".repeat(2)', "result": "aa"},
    ]
    code_display_data = [{"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"}]
    code_clear_output = "clearOutput();"
    code_page_something = "?Math.hypot"
    code_inspect_sample = "String"
    code_history_pattern = "1*"
    supported_history_operations = ("tail", "range", "search")


def test_kernelspec_is_complete(kernel):
    spec = json.loads((kernel / "kernel.json").read_text(encoding="utf-8"))
    assert spec["display_name"] == "Java (Henderson)"
    assert spec["language"] == "java"
    assert spec["interrupt_mode"] == "message"
    assert "{connection_file}" in spec["argv"]
    assert spec["argv"][0] == java()
    for logo in ("logo-32x32.png", "logo-64x64.png", "logo-svg.svg"):
        assert (kernel / logo).stat().st_size > 100


def test_jar_says_who_it_is(kernel):
    for option in ("--version", "--help"):
        done = subprocess.run(
            [java(), "-jar", kernel / "henderson.jar", option],
            capture_output=True,
            text=True,
            timeout=LONG,
        )
        assert done.returncode == 0, done.stderr
        assert "enderson" in done.stdout
