"""henderson.jar run: the same notebook without Jupyter has the same outputs."""

import subprocess

import nbformat
import pytest
from bundles import JSON, code_cells, errors, pictures, png_size
from conftest import LONG, TARGET, java


def run(kernel, *arguments):
    command = [java(), "-jar", kernel / "henderson.jar", "run", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=LONG)


def without_seconds(value):
    """Numbers as they are, but for how long it took."""
    if isinstance(value, dict):
        return {k: without_seconds(v) for k, v in value.items() if k != "seconds"}
    return [without_seconds(v) for v in value] if isinstance(value, list) else value


def summaries(cell):
    """What must agree of the outputs of a cell, whoever ran it.

    How a stream is cut into messages is a matter of time, and front ends join what follows on.
    """
    kept = []
    for output in cell.outputs:
        if output.output_type != "stream":
            kept.append(summary(output))
        elif kept and kept[-1][:2] == ("stream", output.name):
            kept[-1] = ("stream", output.name, kept[-1][2] + output.text)
        else:
            kept.append(("stream", output.name, output.text))
    return kept


def summary(output):
    data = output.data
    return (
        output.output_type,
        sorted(data),
        data["text/plain"],
        data.get("text/html"),
        without_seconds(data.get(JSON)),
        png_size(data["image/png"]) if "image/png" in data else None,
        output.metadata,
    )


def test_has_the_outputs_that_jupyter_has(kernel, executed, notebook):
    out = TARGET / "run" / notebook.name
    page = out.with_suffix(".html")
    out.parent.mkdir(parents=True, exist_ok=True)
    done = run(kernel, notebook, "--output", out, "--html", page)
    assert done.returncode == 0, done.stdout + done.stderr
    ours = nbformat.read(out, as_version=nbformat.NO_CONVERT)
    nbformat.validate(ours)
    assert (ours.nbformat, ours.nbformat_minor) == (4, 5)
    theirs = executed(notebook)
    assert not errors(ours) and not errors(theirs)
    assert [c.source for c in ours.cells] == [c.source for c in theirs.cells]
    for mine, other in zip(code_cells(ours), code_cells(theirs), strict=True):
        assert mine.execution_count == other.execution_count
        assert summaries(mine) == summaries(other), mine.source
    html = page.read_text(encoding="utf-8")
    shown = sum(len(pictures(cell)) for cell in code_cells(ours))
    assert "<caption" in html and html.count("data:image/png;base64,") == shown
    assert "<h1" in html, "the Markdown cells are set"


def test_names_the_failing_cell(kernel, tmp_path):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("int one = 1;"),
            nbformat.v4.new_code_cell("int none = one / 0;"),
            nbformat.v4.new_code_cell("one"),
        ],
        metadata={"kernelspec": {"name": "henderson", "display_name": "Java (Henderson)"}},
    )
    source, out = tmp_path / "fails here.ipynb", tmp_path / "out.ipynb"
    nbformat.write(notebook, source)
    done = run(kernel, source, "--output", out)
    assert done.returncode == 1
    assert "2" in done.stderr and "ArithmeticException" in done.stderr
    kept = nbformat.read(out, as_version=4)
    assert [error.ename for error in errors(kept)] == ["ArithmeticException"]
    assert kept.cells[2].outputs == [], "nothing runs after the error"


@pytest.mark.parametrize("text", [None, "not JSON", '{"cells": 3}'])
def test_says_what_is_wrong_with_the_file(kernel, tmp_path, text):
    source = tmp_path / "no.ipynb"
    if text is not None:
        source.write_text(text, encoding="utf-8")
    done = run(kernel, source)
    assert done.returncode != 0
    assert "no.ipynb" in done.stderr and "\tat " not in done.stderr
