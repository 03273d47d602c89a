"""Many mixed cells in one kernel: no reply is lost, the heap stays flat, times are told.

Run as a program: python soak.py --cells 10000 [--kernel NAME]
"""

import argparse
import statistics
import time

from channels import PATIENCE, Kernel, results, text

INTERRUPT_EACH = 50
# The kernel takes three seconds without a cell for a pause.
QUIET_SECONDS = 4
WARMING_UP = (
    "Thread.getAllStackTraces().keySet().stream()"
    '.anyMatch(thread -> thread.getName().equals("warm-up"))'
)
HEAP = (
    "for (int i = 0; i < 8; i++) System.gc();"
    " Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()"
)


def cell(i):
    """The i-th cell, and how it must end."""
    fit = "%lmer soaked = Reaction ~ Days + (Days | Subject), data = sleepstudy, plots = none"
    kinds = (
        (f"{i} + 1", "ok"),
        (f"int n = {i};", "ok"),
        ('for (int j = 0; j < 20; j++) System.out.println("line " + j);', "ok"),
        (f"int f(int a) {{ return a + {i % 7}; }}", "ok"),
        ("f(1)", "ok"),
        (f"int broken = {i} / 0;", "error"),
        ("undeclared", "error"),
        ("List.of(1, 2, 3).stream().map(x -> x * 2).collect(Collectors.toList())", "ok"),
        ("double[] large = new double[100_000]; large", "ok"),
        ("%tables", "ok"),
        ("%formula Reaction ~ Days + (Days | Subject), data = sleepstudy", "ok"),
        ("%lmer soaked = Reaction ~ Dayz + (1 | Subject), data = sleepstudy", "error"),
        (fit if i % 5 == 0 else "%summary soaked", "ok"),
        (f"class C {{ int x = {i % 3}; }}", "ok"),
    )
    return kinds[i % len(kinds)]


def interrupted(kernel):
    identity = kernel.send_cell("while (true) { }")
    # The cell runs when its input is shown.
    kernel.hear(lambda message: message["msg_type"] == "execute_input", identity)
    kernel.ask_control("interrupt_request")
    reply = kernel.reply(identity)
    assert reply and reply["content"]["ename"] == "Interrupted", reply


def settle(kernel):
    """What a kernel makes once it is quiet (names of classes, fonts) is no growth of its cells."""
    kernel.learn_names()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        time.sleep(QUIET_SECONDS)
        if results(kernel.run(WARMING_UP)[1]) == ["false"]:
            return
    raise AssertionError("the kernel does not end its warm-up")


def soak(kernel, cells):
    """Runs the cells; the times of all round trips and the heap at the quarters, in MiB."""
    kernel.run("%dataset sleepstudy")
    kernel.run("%lmer soaked = Reaction ~ Days + (1 | Subject), data = sleepstudy, plots = none")
    settle(kernel)
    times, heaps = [], []
    for i in range(cells):
        if i % INTERRUPT_EACH == INTERRUPT_EACH - 1:
            interrupted(kernel)
        if i % max(1, cells // 4) == 0:
            heaps.append(int(results(kernel.run(HEAP)[1])[0]) / 2**20)
        code, wanted = cell(i)
        start = time.monotonic()
        reply, heard = kernel.run(code)
        times.append(time.monotonic() - start)
        assert reply["status"] == wanted, (code, reply)
        if "println" in code:
            assert text(heard).count("\n") == 20
    heaps.append(int(results(kernel.run(HEAP)[1])[0]) / 2**20)
    return times, heaps


def round_trips(times, first):
    """The median of the first or the last hundred."""
    return 1000 * statistics.median(times[:100] if first else times[-100:])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=10_000)
    parser.add_argument("--kernel", default="henderson")
    asked = parser.parse_args()
    with Kernel(asked.kernel) as running:
        begin = time.monotonic()
        took, heap = soak(running, asked.cells)
        print(f"{asked.cells} cells in {time.monotonic() - begin:.0f} s, no reply lost")
        print("heap after full collection, MiB:", ", ".join(f"{h:.1f}" for h in heap))
        print(
            f"round trip, median of 100 cells: {round_trips(took, True):.1f} ms at first,"
            f" {round_trips(took, False):.1f} ms at last"
        )
