"""A short soak and a short fuzz; bench/kernel runs them at full size."""

import fuzz
import soak
from channels import Kernel


def test_malformed_messages_do_not_stop_the_kernel(kernel):
    with Kernel() as running:
        fuzz.fuzz(running, 10_000)


def test_mixed_cells_lose_no_reply_and_leave_the_heap_flat(kernel):
    with Kernel() as running:
        _, heap = soak.soak(running, 1_000)
    # From the first quarter on; before it, caches fill. Times are for the bench to judge.
    assert heap[-1] < 1.1 * heap[1], heap
