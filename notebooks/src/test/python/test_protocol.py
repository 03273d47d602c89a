"""The protocol beyond Jupyter's own conformance tests: each test is one thing a front end or a
user relies on. Tests that may hurt a kernel get one of their own."""

import json
import os
import re
import signal
import stat
import time
import uuid

import psutil
import pytest
from channels import PATIENCE, Kernel, kind, kinds, results, text

# Neither ends by itself.
SLEEP = "Thread.sleep(Long.MAX_VALUE);"
SPIN = "while (true) { spun++; }"


@pytest.fixture(scope="module")
def shared(kernel):
    with Kernel() as running:
        running.run("1+1")
        running.learn_names()
        yield running


@pytest.fixture
def own(kernel):
    with Kernel() as running:
        yield running


def plain(lines):
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))


def interrupt(running):
    assert running.ask_control("interrupt_request")["content"]["status"] == "ok"


def answer(running, value):
    """Answers the question of a cell, and returns what was asked."""
    question = running.receive(running.stdin, PATIENCE)
    running.session.send(running.stdin, "input_reply", {"value": value}, parent=question["header"])
    return question["content"]


# Requests and replies


def test_kernel_info(shared):
    info = shared.info
    assert info["status"] == "ok"
    assert info["protocol_version"] == "5.4"
    assert info["language_info"]["name"] == "java"
    assert info["supported_features"] == []


def test_order_of_messages(shared):
    reply, heard = shared.run("1+1")
    assert kinds(heard) == ["status:busy", "execute_input", "execute_result", "status:idle"]
    assert reply["status"] == "ok"


def test_silent_shows_nothing_and_does_not_count(shared):
    before, _ = shared.run("1+1")
    _, heard = shared.run("1+1", silent=True, store_history=False)
    after, _ = shared.run("1+1")
    assert kinds(heard) == ["status:busy", "status:idle"]
    assert after["execution_count"] == before["execution_count"] + 1


def test_cell_without_history_does_not_count(shared):
    before, _ = shared.run("1+1")
    shared.run("1+1", store_history=False)
    after, _ = shared.run("1+1")
    assert after["execution_count"] == before["execution_count"] + 1


def test_user_expressions(shared):
    reply, _ = shared.run("1+1", user_expressions={"sum": "1+2", "none": "no_such_name"})
    answers = reply["user_expressions"]
    assert answers["sum"]["status"] == "ok"
    assert answers["sum"]["data"]["text/plain"] == "3"
    assert answers["none"]["status"] == "error"


def test_error_aborts_what_is_queued(shared):
    # The first cell fails once it is told by what to divide: by then the others wait behind it.
    code = 'int q = 1 / Integer.parseInt(input("by?"));'
    sent = [shared.send_cell(c, allow_stdin=True) for c in (code, "1+1", "1+1")]
    answer(shared, "0")
    replies = [shared.reply(identity)["content"] for identity in sent]
    assert [reply["status"] for reply in replies] == ["error", "aborted", "aborted"]
    # With a number, front ends would show it as the prompt of a cell that has not run.
    assert ["execution_count" in reply for reply in replies] == [True, False, False]


def test_stop_on_error_false_goes_on(shared):
    sent = [shared.send_cell(c, stop_on_error=False) for c in ("int q = 1 / 0;", "1+1")]
    states = [shared.reply(identity)["content"]["status"] for identity in sent]
    assert states == ["error", "ok"]


def test_history(shared):
    shared.run("6*7")
    reply, _ = shared.ask(
        "history_request", {"hist_access_type": "tail", "n": 3, "output": False, "raw": True}
    )
    assert reply["content"]["status"] == "ok"
    assert reply["content"]["history"][-1][2] == "6*7"


def test_unknown_comm_is_closed(shared):
    identity = shared.send(
        "comm_open", {"comm_id": uuid.uuid4().hex, "target_name": "nope", "data": {}}
    )
    assert shared.hear(lambda m: kind(m) == "comm_close", identity)
    reply, _ = shared.ask("comm_info_request")
    assert reply["content"]["status"] == "ok" and reply["content"]["comms"] == {}


def test_dates_have_fractions_of_seconds(shared):
    reply, _ = shared.ask("kernel_info_request")
    assert reply["header"]["version"] == "5.4"
    assert "." in str(reply["header"]["date"])


def test_control_and_heartbeat_answer_while_a_cell_runs(own):
    (identity,) = own.begin(SLEEP)
    assert own.ask_control("kernel_info_request")
    own.heartbeat.send(b"ping")
    assert own.heartbeat.poll(1000 * PATIENCE) and own.heartbeat.recv() == b"ping"
    # Until now the cell ran.
    interrupt(own)
    assert own.reply(identity)["content"]["ename"] == "Interrupted"


# Errors


def test_run_time_error_names_the_place_in_the_cell(shared):
    reply, heard = shared.run("int a = 1;\nint b = 2;\nint c = a / (b - 2);\n")
    shown = next(m["content"] for m in heard if m["msg_type"] == "error")
    assert reply["status"] == "error"
    assert reply["ename"] == shown["ename"] == "ArithmeticException"
    assert reply["traceback"] == shown["traceback"]
    drawn = plain(shown["traceback"])
    assert "line 3" in drawn and "c = a / (b - 2)" in drawn
    assert not re.search(r"\bdev\.henderson\b|REPL\.\$JShell", drawn)


def test_compile_error_names_the_place_in_the_cell(shared):
    reply, _ = shared.run("\n\nint x = ;")
    drawn = plain(reply["traceback"])
    assert reply["ename"] == "CompileError"
    assert "int x = ;" in drawn and "line 3, column 9" in drawn


def test_causes_are_told(shared):
    reply, _ = shared.run(
        'try { Integer.parseInt("x"); }'
        ' catch (Exception e) { throw new RuntimeException("wrap", e); }'
    )
    drawn = plain(reply["traceback"])
    assert "wrap" in drawn and "caused by java.lang.NumberFormatException" in drawn


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ('throw new Error("of the cell");', "Error"),
        ("int rec(int i) { return rec(i + 1) + 1; } rec(0);", "StackOverflowError"),
        (
            "new Object() { public String toString() {"
            ' throw new StackOverflowError("render"); } }',
            "StackOverflowError",
        ),
    ],
    ids=["error", "stack", "render"],
)
def test_errors_of_every_kind_leave_the_kernel_alive(own, code, name):
    reply, heard = own.run(code)
    assert (reply["status"], reply["ename"]) == ("error", name)
    assert "status:idle" in kinds(heard)
    assert own.is_alive()


def test_expression_too_deep_for_the_compiler(own):
    own.run("int big = " + "+".join(["1"] * 6000) + ";")
    assert own.is_alive()


def test_full_heap_is_said_in_plain_words(own):
    own.run("int kept = 3;")
    reply, _ = own.run("long[][] all = new long[64][]; for (int i = 0; ; i++)"
                       " all[i % 64] = new long[Integer.MAX_VALUE - 8];")
    assert reply["ename"] == "OutOfMemoryError"
    assert "-Xmx" in plain(reply["traceback"])
    assert results(own.run("kept")[1]) == ["3"]


# Messages that are none


def test_wrong_signature_is_dropped(shared):
    parts = shared.session.serialize(shared.session.msg("kernel_info_request", {}))
    parts[parts.index(b"<IDS|MSG>") + 1] = b"0" * 64
    shared.shell.send_multipart(parts)
    assert shared.answers_next()


def test_replayed_message_is_dropped_and_logged(kernel, tmp_path):
    log = tmp_path / "log"
    with open(log, "w", encoding="utf-8") as out, Kernel(log=out) as running:
        message = running.session.msg("execute_request", {"code": "1+1"})
        parts = running.session.serialize(message)
        running.shell.send_multipart(parts)
        assert running.reply(message["header"]["msg_id"])
        running.shell.send_multipart(parts)
        assert running.answers_next()
    assert "replayed message" in log.read_text(encoding="utf-8")


def test_garbage_is_dropped(shared):
    shared.shell.send_multipart([b"hello", b"world"])
    shared.send_signed(b"{}", b"{}", b"{}", b"not json")
    shared.send("no_such_request")
    assert shared.is_alive()


def test_connection_file_and_address(own):
    file = own.manager.connection_file
    assert not os.stat(file).st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    with open(file, encoding="utf-8") as content:
        address = json.load(content)["ip"]
    listening = [
        c for c in own.process.net_connections(kind="tcp") if c.status == psutil.CONN_LISTEN
    ]
    assert len(listening) == 5
    assert {c.laddr.ip.removeprefix("::ffff:") for c in listening} == {address}


# Interrupts and the end


@pytest.mark.parametrize("code", [SLEEP, SPIN], ids=["sleep", "spin"])
def test_interrupt(own, code):
    own.run('String before = "here"; long spun = 0;')
    (identity,) = own.begin(code)
    interrupt(own)
    reply = own.reply(identity)
    assert reply["content"]["ename"] == "Interrupted"
    assert results(own.run("before")[1]) == ["here"]
    counts = [results(own.run("Thread.sleep(300); spun")[1]) for _ in range(2)]
    assert counts[0] == counts[1], "the cell goes on after its interrupt"
    assert (counts[0] == ["0"]) == (code == SLEEP)


def test_interrupt_aborts_the_queue(own):
    sent = own.begin(SLEEP, "1+1")
    interrupt(own)
    assert [own.reply(i)["content"]["status"] for i in sent] == ["error", "aborted"]


# A thread holds the lock until there is a file.
LOCK = """final Object lock = new Object();
var held = new java.util.concurrent.CountDownLatch(1);
var holder = new Thread(() -> {
    synchronized (lock) {
        held.countDown();
        while (!java.nio.file.Files.exists(Path.of("FILE"))) {
            try { Thread.sleep(20); } catch (InterruptedException e) { }
        }
    }
});
holder.start();
held.await();"""

SWALLOWED = "try { while (true) { } } catch (Throwable t) { kept = 5; }"
WAITING = "synchronized (lock) { kept = 5; }"


@pytest.mark.parametrize("code", [SWALLOWED, WAITING])
def test_an_interrupt_that_ended_nothing_is_not_forgotten(own, code, tmp_path):
    free = tmp_path / "free"
    reply, _ = own.run("int kept = 1;\n" + LOCK.replace("FILE", str(free)))
    assert reply["status"] == "ok", reply
    sent = own.begin(code, "kept = 9;")
    interrupt(own)
    if code == WAITING:
        told = own.hear(lambda m: m["msg_type"] == "stream", sent[0])
        assert "It waits for a lock" in told["content"]["text"]
        free.touch()
    replies = [own.reply(i)["content"] for i in sent]
    assert [r["status"] for r in replies] == ["error", "aborted"]
    assert replies[0]["ename"] == "Interrupted"
    # A JDK that has Thread.stop gets the lock and stops; nothing is undone.
    assert results(own.run("kept")[1]) in ([["1"], ["5"]] if code == WAITING else [["5"]])


def test_sigint_interrupts_the_cell_and_not_the_kernel(own):
    (identity,) = own.begin(SLEEP)
    os.kill(own.manager.provisioner.pid, signal.SIGINT)
    assert own.reply(identity)["content"]["ename"] == "Interrupted"
    time.sleep(0.3)
    assert own.is_running() and own.is_alive()


def test_interrupt_of_a_library_says_what_to_do(own):
    """A loop inside the JDK cannot always be stopped; Thread.stop is gone from JDK 20 on."""
    (identity,) = own.begin("BigInteger.valueOf(7).pow(60_000_000).bitLength();")
    interrupt(own)
    reply, heard = own.collect(identity)
    told = text(heard, "stderr")
    stopped = reply["content"].get("ename") == "Interrupted"
    assert stopped
    assert told == "" or "restart the kernel" in told
    assert results(own.run("1+1")[1]) == ["2"]


@pytest.mark.parametrize("busy", [False, True])
def test_shutdown(own, busy):
    if busy:
        own.run("long spun = 0;")
        own.begin(SPIN)
    reply = own.ask_control("shutdown_request", {"restart": False})
    assert reply["content"] == {"status": "ok", "restart": False}
    deadline = time.monotonic() + PATIENCE
    while own.is_running():
        assert time.monotonic() < deadline, "the kernel does not go"
        time.sleep(0.05)


def test_archive_of_another_jdk_is_made_again(kernel):
    (note,) = kernel.glob("henderson.*.jdk")
    archive = note.with_suffix("")
    mine = note.read_text(encoding="utf-8")
    note.write_text("another JDK", encoding="utf-8")
    before = archive.stat().st_mtime_ns
    with Kernel() as running:
        deadline = time.monotonic() + PATIENCE
        while note.read_text(encoding="utf-8") != mine and time.monotonic() < deadline:
            time.sleep(0.5)
        assert results(running.run("1+1")[1]) == ["2"]
    assert note.read_text(encoding="utf-8") == mine
    assert archive.stat().st_mtime_ns > before
    flags = json.loads((kernel / "kernel.json").read_text(encoding="utf-8"))["argv"]
    assert [f.split("=")[1] for f in flags if f.endswith(archive.name)] == [str(archive)]


def test_what_jshell_forgets_is_not_missed(own):
    own.run("int v = 1; int f() { return v + 1; } class P { int g() { return f(); } }")
    own.run("P p = new P(); List<P> all = List.of(p);")
    # Everything is looked through each hundred snippets.
    for i in range(70):
        assert own.run(f"int n = {i}; System.out.print(n);")[0]["status"] == "ok"
        assert own.run(f"undeclared{i}")[0]["status"] == "error"
    assert results(own.run("f() + p.g()")[1]) == ["4"]
    own.run("int f() { return v + 10; }")
    assert results(own.run("f() + p.g()")[1]) == ["22"]
    own.run("v = 5;")
    assert results(own.run("f() + all.get(0).g() + n")[1]) == ["99"]
    reply, _ = own.run("int broken = v / 0;")
    assert "line 1" in plain(reply["traceback"])


# Streams and input


def test_streams_are_gathered(shared):
    _, heard = shared.run('{ System.out.print("A"); System.out.print("B"); }')
    assert [m["content"]["text"] for m in heard if m["msg_type"] == "stream"] == ["AB"]


def test_a_flood_of_lines_is_a_few_messages(shared):
    _, heard = shared.run("for (int i = 0; i < 2000; i++) System.out.println(i);")
    assert kinds(heard).count("stream") <= 20
    assert text(heard) == "".join(f"{i}\n" for i in range(2000))


def test_everything_printed_arrives_in_order(shared):
    _, heard = shared.run('System.out.printf("%d%n", 5); System.out.write(65);'
                          " System.out.println((Object) null);")
    assert text(heard) == "5\nAnull\n"


def test_background_output_belongs_to_its_cell(shared):
    identity = shared.send_cell(
        "new Thread(() -> { try { Thread.sleep(700); } catch (InterruptedException e) { }"
        ' System.out.println("late"); }).start();'
    )
    assert shared.reply(identity)
    late = shared.hear(lambda m: m["msg_type"] == "stream", identity)
    assert late["content"]["text"] == "late\n"


@pytest.mark.parametrize(
    ("code", "prompt", "password"),
    [
        ('System.out.print("Name? "); new Scanner(System.in).nextLine()', "Name? ", False),
        ('input("Name? ")', "Name? ", False),
        ('password("Key? ")', "Key? ", True),
        ('String ask() { return input("Name? "); }\nask()', "Name? ", False),
        ('Supplier<String> key = () -> password("Key? ");\nkey.get()', "Key? ", True),
    ],
)
def test_input(shared, code, prompt, password):
    identity = shared.send_cell(code, allow_stdin=True)
    assert answer(shared, "answer") == {"prompt": prompt, "password": password}
    reply, heard = shared.collect(identity)
    assert reply["content"]["status"] == "ok"
    assert results(heard) == ["answer"]


def test_input_where_there_is_no_one_to_ask(shared):
    reply, _ = shared.run('input("?")', allow_stdin=False)
    assert reply["status"] == "error"
    assert "cannot be asked for input" in reply["evalue"]


def test_interrupt_while_waiting_for_input(own):
    code = 'try { input("?"); } catch (Exception e) { System.out.println("went on"); }'
    identity = own.send_cell(code, allow_stdin=True)
    assert own.receive(own.stdin, PATIENCE)
    interrupt(own)
    assert own.reply(identity)["content"]["ename"] == "Interrupted" and own.is_alive()


def test_unicode(shared):
    _, heard = shared.run('"h\u00e9llo \U0001f600"')
    assert results(heard) == ["h\u00e9llo \U0001f600"]
    _, heard = shared.run("System.out.println(java.nio.charset.Charset.defaultCharset());")
    assert text(heard) == "UTF-8\n"


# While typing


def complete(shared, code, cursor=None):
    cursor = len(code) if cursor is None else cursor
    reply, _ = shared.ask("complete_request", {"code": code, "cursor_pos": cursor})
    return reply["content"]


@pytest.mark.parametrize(
    ("code", "match"),
    [
        ("Sys", "System"),
        ("System.out.pri", "println("),
        ("int abc = 1; ab", "abc"),
        ("%", "%lmer"),
        ("%ti", "%time"),
    ],
)
def test_complete(shared, code, match):
    found = complete(shared, code)
    assert match in found["matches"]
    types = found["metadata"]["_jupyter_types_experimental"]
    assert [t["text"] for t in types] == found["matches"]


def test_positions_are_code_points(shared):
    code = 'var s = "\U0001f600\U0001f600"; s.toUpp'
    found = complete(shared, code)
    assert found["cursor_start"] == len(code) - 5
    assert "toUpperCase(" in found["matches"]


@pytest.mark.parametrize(
    ("code", "cursor", "found"),
    [
        ("String", 3, True),
        ('"a".length()', 8, True),
        ("Math.hypot(", 11, True),
        ("%lmer m = y ~ x", 3, True),
        ("nope", 2, False),
    ],
)
def test_inspect(shared, code, cursor, found):
    reply, _ = shared.ask(
        "inspect_request", {"code": code, "cursor_pos": cursor, "detail_level": 0}
    )
    assert reply["content"]["status"] == "ok"
    assert reply["content"]["found"] == found
    assert ("text/plain" in reply["content"]["data"]) == found


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("1+1", "complete"),
        ("int f(int a) {", "incomplete"),
        ("int x = 3", "complete"),
        ("if (true)", "incomplete"),
        ("/* a", "incomplete"),
        ('"""\nab', "incomplete"),
        ("x ->", "incomplete"),
        ("class 3 {}", "invalid"),
        ("", "complete"),
        ("%lmer m = y ~ x +", "incomplete"),
        ("%%csv t", "incomplete"),
    ],
)
def test_is_complete(shared, code, state):
    reply, _ = shared.ask("is_complete_request", {"code": code})
    assert reply["content"]["status"] == state


def test_question_mark_opens_the_pager(shared):
    shared.run("%dataset cake")
    reply, _ = shared.run("?cake")
    page = reply["payload"][0]
    assert page["source"] == "page" and "recipe" in page["data"]["text/plain"]


def test_columns_are_completed_with_type_and_levels(shared):
    shared.run("%dataset cake")
    found = complete(shared, "%lmer m = angle ~ rec, data = cake", 21)
    assert found["matches"] == ["recipe"]
    said = found["metadata"]["_jupyter_types_experimental"][0]
    assert said["type"] == "factor" and "levels: A, B, C" in said["signature"]


MARKUP = "<img src=x onerror=alert(1)>"


def test_markup_in_levels_is_text_everywhere(shared):
    """In tables, summaries, error messages and help a level is shown, never run."""
    shared.run(
        f"%%table odd\ny,g\n1,\"{MARKUP}\"\n2,\"{MARKUP}\"\n4,b\n5,b\n7,c\n6,c\n"
    )
    shared.run("%config pictures = svg")
    cells = (
        "odd",
        "%factor odd: g",
        "%lmer mixed = y ~ 1 + (1 | g), data = odd",
        "%lm fixed = y ~ g, data = odd",
        "%aov strata = y ~ g, data = odd",
        "%tukey strata",
        "%ranef mixed",
        "%predict mixed",
        "%formula y ~ g, data = odd",
        "%who",
        "?odd",
    )
    seen = 0
    for code in cells:
        reply, heard = shared.run(code)
        assert reply["status"] == "ok", (code, reply)
        shown = [m["content"]["data"] for m in heard if "data" in m["content"]]
        shown += [page["data"] for page in reply.get("payload", [])]
        for data in shown:
            for kind_of, content in data.items():
                if kind_of in ("text/html", "image/svg+xml"):
                    assert "<img src=x" not in content, (code, kind_of)
                    seen += "&lt;img src=x" in content
    assert seen >= 5
    reply, heard = shared.run(f'%lm y ~ g, data = odd, subset = g == "{MARKUP}" & zz > 1')
    assert reply["status"] == "error"


# Variables


def test_percent_in_a_text_block_is_text(shared):
    _, heard = shared.run('String t = """\n  %hi there\n  """; t')
    assert results(heard) == ["%hi there\n"]


def test_redeclared_methods_and_variables_lose_nothing(shared):
    shared.run(
        'int f() { return 1; } var v = f(); String dt = "first"; var d1 = dt.substring(2);'
    )
    shared.run("int f() { return 2; }")
    shared.run('String dt = "over";')
    assert results(shared.run('v + " " + d1')[1]) == ["1 rst"]


def test_imports_lose_nothing(shared):
    shared.run("import java.util.concurrent.*;")
    shared.run('var m = new ConcurrentHashMap<String, Integer>(); m.put("a", 1);')
    shared.run("import java.util.stream.*;\nimport java.nio.file.*;\nimport java.time.*;")
    assert results(shared.run("String.valueOf(m)")[1]) == ["{a=1}"]


def test_displays_are_updated_and_outputs_cleared(shared):
    _, heard = shared.run('var shown = display("a"); shown.update("b"); clearOutput(true);')
    first = next(m["content"] for m in heard if kind(m) == "display_data")
    second = next(m["content"] for m in heard if kind(m) == "update_display_data")
    assert first["transient"]["display_id"] == second["transient"]["display_id"]
    assert second["data"]["text/plain"] == "b"
    assert next(m["content"] for m in heard if kind(m) == "clear_output") == {"wait": True}
