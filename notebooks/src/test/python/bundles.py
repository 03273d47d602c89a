"""Reading the outputs of an executed notebook."""

import base64
import struct

JSON = "application/vnd.henderson.v1+json"


# What a progress bar is in the end, where a front end keeps it at all.
ENDED_BAR = {"text/plain": "", "text/html": ""}


def is_ended_bar(output):
    """Whether an output is a progress bar that has gone; on a busy machine many cells have one."""
    return output.output_type == "display_data" and output.data == ENDED_BAR


def without_bars(notebook):
    """The same notebook, without the progress bars that have ended."""
    for cell in code_cells(notebook):
        cell.outputs = [output for output in cell.outputs if not is_ended_bar(output)]
    return notebook


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def errors(notebook):
    return [output for output in outputs(notebook) if output.output_type == "error"]


def results(notebook, kind=None):
    """The numbers of all results, in order: the JSON of their bundles."""
    found = [output.data[JSON] for output in outputs(notebook) if JSON in output.get("data", {})]
    return [result for result in found if kind in (None, result["kind"])]


def pictures(cell):
    return [output for output in cell.outputs if "image/png" in output.get("data", {})]


def png_size(data):
    """Width and height of a PNG as a notebook keeps it."""
    raw = base64.b64decode(data)
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", raw[16:24])


def row(result, **keys):
    """The one row of a result's tidy table whose fields are these."""
    found = [r for r in result["tidy"] if all(r.get(key) == value for key, value in keys.items())]
    assert len(found) == 1, f"{len(found)} rows with {keys} in {result['tidy']}"
    return found[0]
