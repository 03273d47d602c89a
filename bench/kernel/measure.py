"""Start, latency and printing of kernels, which take turns so that a busy machine is busy for all.

  python measure.py henderson python3 [--rounds 7] [--warm 40]

Medians over the rounds, the first of which is not counted. Times in ms:
  info     from the start of the process to its first kernel_info_reply
  result   from there to the result of the first 1+1, start included
  warm     a round trip of 1+1, reply and idle, second half of --warm
  print    2,000 println in a warm kernel; messages: how many stream messages carried them
"""

import argparse
import os
import socket
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "notebooks" / "src" / "test" / "python"))

from channels import Kernel, kinds  # noqa: E402

LINES = {
    "java": "for (int i = 0; i < 2000; i++) System.out.println(i);",
    "python": "for i in range(2000): print(i)",
}


def measure(name, warm):
    start = time.perf_counter()
    kernel = Kernel(name)
    try:
        manager = kernel.manager
        while True:
            try:
                socket.create_connection((manager.ip, manager.shell_port), 1).close()
                break
            except OSError:
                assert time.perf_counter() - start < 60, f"{name} does not start"
                time.sleep(0.005)
        reply = None
        while reply is None:
            reply = kernel.reply(kernel.send("kernel_info_request"), 0.1)
        info = time.perf_counter() - start
        language = reply["content"]["language_info"]["name"]
        kernel.run("1+1")
        result = time.perf_counter() - start
        trips = []
        for _ in range(warm):
            begin = time.perf_counter()
            kernel.run("1+1")
            trips.append(time.perf_counter() - begin)
        prints = []
        for _ in range(5):
            begin = time.perf_counter()
            _, heard = kernel.run(LINES[language])
            prints.append(time.perf_counter() - begin)
        return {
            "info": 1e3 * info,
            "result": 1e3 * result,
            "warm": 1e3 * statistics.median(trips[warm // 2 :]),
            "print": 1e3 * statistics.median(prints),
            "messages": kinds(heard).count("stream"),
        }
    finally:
        kernel.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kernels", nargs="+")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--warm", type=int, default=40)
    asked = parser.parse_args()
    os.environ.setdefault("HENDERSON_HISTORY", "off")
    found = {name: [] for name in asked.kernels}
    for _ in range(asked.rounds + 1):
        for name in asked.kernels:
            found[name].append(measure(name, asked.warm))
    for name, rounds in found.items():
        counted = rounds[1:]
        median = {key: statistics.median(r[key] for r in counted) for key in counted[0]}
        print(f"{name:12}", "  ".join(f"{key} {value:7.1f}" for key, value in median.items()))
