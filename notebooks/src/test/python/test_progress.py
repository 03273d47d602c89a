"""A bar of progress is there while the work goes on, and leaves nothing in the saved notebook."""

import time

import nbclient
import nbformat
import pytest
from test_lab import browser, lab, open_notebook, page, select  # noqa: F401 (fixtures)
from test_run_command import run, summaries

# So many refits take longer than a bar waits before it is shown.
LONG = "%bootstrap b = m, n = 20000, seed = 1"
CELLS = [
    "%dataset sleepstudy\n%lmer m = Reaction ~ Days + (Days | Subject), data = sleepstudy, plots = none",
    'System.out.println("before");\ndisplay("<b>kept</b>", "text/html");\n'
    f'{LONG}\nSystem.out.println("after");',
    LONG,
    f"{LONG}\nint none = 1 / (b == null ? 1 : 0);",
]


def notebook():
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    return nbformat.v4.new_notebook(
        cells=cells,
        metadata={"kernelspec": {"name": "henderson", "display_name": "Java (Henderson)"}},
    )


class Client(nbclient.NotebookClient):
    """Keeps the types of what came, for the bars that are gone in the end."""

    def process_message(self, msg, cell, cell_index):
        self.heard.append((cell_index, msg["msg_type"]))
        return super().process_message(msg, cell, cell_index)


@pytest.fixture(scope="module")
def executed_with_bars(kernel):
    client = Client(notebook(), timeout=240, kernel_name="henderson", allow_errors=True)
    client.heard = []
    client.execute()
    for index in range(1, len(CELLS)):
        assert (index, "clear_output") in client.heard, "there was a bar"
    return client.nb


def kinds(cell):
    return [output.output_type for output in cell.outputs]


def test_nothing_is_left_in_what_nbclient_saves(executed_with_bars):
    whole, alone, failing = executed_with_bars.cells[1:]
    for cell in (whole, alone, failing):
        for output in cell.outputs:
            assert output.get("data", {"text/plain": "x"})["text/plain"], output
            assert "progress" not in str(output.get("data", {}).get("text/html", ""))
    assert kinds(whole)[:2] == ["stream", "display_data"] and kinds(whole)[-1] == "stream"
    assert whole.outputs[0].text == "before\n" and whole.outputs[-1].text == "after\n"
    assert whole.outputs[1].data["text/html"] == "<b>kept</b>"
    assert "execute_result" in kinds(alone)
    assert kinds(failing)[-1] == "error"


def test_henderson_run_saves_the_same(kernel, executed_with_bars, tmp_path):
    source, out = tmp_path / "bars.ipynb", tmp_path / "out.ipynb"
    nbformat.write(notebook(), source)
    run(kernel, source, "--output", out)
    ours = nbformat.read(out, as_version=4)
    for mine, theirs in zip(ours.cells[:3], executed_with_bars.cells, strict=False):
        assert summaries(mine) == summaries(theirs), mine.source


def test_nothing_is_left_in_what_jupyterlab_saves(lab, page, tmp_path):  # noqa: F811
    source = tmp_path / "bars.ipynb"
    nbformat.write(notebook(), source)
    open_notebook(page, lab, source, "bars.ipynb")
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=120_000)
    cells = page.locator(".jp-CodeCell")
    select(page, cells.nth(0))
    for i in range(3):
        page.keyboard.press("Shift+Enter")
        if i > 0:
            cells.nth(i).locator(".jp-OutputArea-output progress").wait_for(timeout=120_000)
        prompt = cells.nth(i).locator(".jp-InputPrompt", has_text=f"[{i + 1}]:")
        prompt.wait_for(timeout=120_000)
        assert cells.nth(i).locator("progress").count() == 0
    page.keyboard.press("Control+S")
    saved = lab[2] / "bars.ipynb"
    deadline = time.monotonic() + 60
    while True:
        kept = nbformat.read(saved, as_version=4)
        if len(kept.cells[2].outputs) > 0:
            break
        assert time.monotonic() < deadline, "the notebook is not saved"
        time.sleep(0.2)
    whole, alone = kept.cells[1:3]
    assert kinds(whole)[:2] == ["stream", "display_data"] and kinds(whole)[-1] == "stream"
    assert whole.outputs[0].text == "before\n" and whole.outputs[-1].text == "after\n"
    assert whole.outputs[1].data["text/html"] == "<b>kept</b>"
    for output in [*whole.outputs, *alone.outputs]:
        assert output.get("data", {"text/plain": "x"})["text/plain"], output
