"""A notebook in JupyterLab, in a real browser: what a user sees is on the page."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from bundles import without_bars
from channels import PATIENCE
from conftest import LONG, NOTEBOOKS, TARGET, cannot_run, java

# Chromium as root in a container, and without a word to the outside.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = {
    # Every cell stays in the page, also those out of sight.
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {
        "checkForUpdates": False,
        "doNotDisturbMode": True,
        "fetchNews": "false",
    },
    # After a second JupyterLab would drop what the kernel offers.
    "@jupyterlab/completer-extension/manager": {"providerTimeout": 1000 * PATIENCE},
}
# Seconds after which keys that have done nothing were not heard.
UNHEARD = 15
IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'
NOTEBOOK = NOTEBOOKS[0]
LMER = "%lmer m ="


def chromium():
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        cannot_run(
            "JupyterLab was not opened: there is no Chromium",
            "install it (on Debian: apt-get install chromium), or name it with CHROMIUM=/path",
        )
    return found


def choose(settings, theme):
    """Writes what a user would have set in JupyterLab's settings."""
    for plugin, values in {
        **SETTINGS,
        "@jupyterlab/apputils-extension/themes": {"theme": f"JupyterLab {theme.title()}"},
    }.items():
        path = settings / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")


@pytest.fixture(scope="module")
def lab(kernel, tmp_path_factory):
    """A JupyterLab server: its address, its token, its folder of notebooks, its settings."""
    home = tmp_path_factory.mktemp("lab")
    work, settings = home / "work", home / "settings"
    work.mkdir()
    choose(settings, "light")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    log = open(TARGET / "lab.log", "w", encoding="utf-8")
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={work}",
            f"--IdentityProvider.token={token}",
            "--ServerApp.terminals_enabled=False",
            "--LabApp.extension_manager=readonly",
        ],
        env={
            **os.environ,
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        },
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            assert server.poll() is None, f"JupyterLab ended at once; see {TARGET / 'lab.log'}"
            try:
                urllib.request.urlopen(f"{address}/api?token={token}", timeout=PATIENCE).close()
                break
            except OSError:
                assert time.monotonic() < deadline, "JupyterLab does not answer"
                time.sleep(0.2)
        yield address, token, work, settings
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import expect, sync_playwright

    executable = chromium()
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable, args=FLAGS, timeout=1000 * PATIENCE
        )
        yield running
        running.close()


@pytest.fixture
def page(browser, request):
    # High enough for a whole result, so that a screenshot shows it as it is.
    context = browser.new_context(viewport={"width": 1280, "height": 2300}, device_scale_factor=1)
    page = context.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    yield page
    screenshot(page, f"page-{request.node.name.removeprefix('test_')}")
    context.close()


def screenshot(what, name):
    folder = TARGET / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in name).strip("-")
    what.screenshot(path=folder / f"{safe}.png")


def open_notebook(page, lab, source, name):
    address, token, work, _ = lab
    shutil.copy(source, work / name)
    page.goto(f"{address}/lab/tree/{name}?reset&token={token}")
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook .jp-CodeCell")
    page.wait_for_selector(".jp-NotebookPanel-toolbar .jp-Notebook-ExecutionIndicator")


def has_kernel(lab, name):
    """Whether the kernel of a notebook is idle and a page listens to it."""
    address, token, _, _ = lab
    asked = f"{address}/api/sessions?token={token}"
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        kernels = [s["kernel"] for s in json.load(answer) if s["path"] == name]
    return [(k["execution_state"], k["connections"]) for k in kernels] == [("idle", 1)]


def wait_for_kernel(page, lab, name):
    """Waits for a kernel; the page may call it idle before there is one, and then asks for it."""
    deadline = time.monotonic() + PATIENCE
    while not has_kernel(lab, name):
        assert time.monotonic() < deadline, f"there is no idle kernel for {name}"
        page.wait_for_timeout(200)
    page.wait_for_selector(IDLE)


def lmer_cell(page):
    return page.locator(".jp-CodeCell").filter(has=page.locator(".cm-content", has_text=LMER)).first


def select(page, cell):
    """Puts the cursor into a cell; while a notebook opens, JupyterLab may still take it away."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        cell.locator(".cm-content").click()
        page.wait_for_timeout(500)
        if cell.locator(".cm-content").evaluate("e => e === document.activeElement"):
            return
    raise AssertionError("the cell does not take the cursor")


def start_cell(page, cell, keys="Control+Enter"):
    """Runs a cell by its keys, which are pressed again where nobody had heard them."""
    from playwright.sync_api import expect

    for left in reversed(range(PATIENCE // UNHEARD)):
        page.keyboard.press(keys)
        try:
            heard = re.compile(r"\[(\*|\d+)\]")
            expect(cell.locator(".jp-InputPrompt")).to_have_text(heard, timeout=1000 * UNHEARD)
            return
        except AssertionError:
            if not left:
                raise
            select(page, cell)


def save_until(page, holds, what):
    """Saves the notebook until what is in its file is as it should be."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, what()
        page.keyboard.press("Control+S")
        page.wait_for_timeout(500)


def run_up_to_lmer(page, lab, name):
    """Runs the notebook from its first code cell up to %lmer, with the keys a user presses."""
    from playwright.sync_api import expect

    written = nbformat.read(NOTEBOOK, as_version=4).cells
    code = [i for i, cell in enumerate(written) if cell.cell_type == "code"]
    last = next(i for i in code if written[i].source.startswith(LMER))
    cells = page.locator(".jp-Notebook .jp-Cell")
    expect(cells).to_have_count(len(written))
    wait_for_kernel(page, lab, name)
    select(page, cells.nth(code[0]))
    for i in range(code[0], last + 1):
        expect(cells.nth(i)).to_have_class(re.compile("jp-mod-active"))
        if i in code:
            start_cell(page, cells.nth(i), "Shift+Enter")
            number = f"[{code.index(i) + 1}]:"
            cells.nth(i).locator(".jp-InputPrompt", has_text=number).wait_for()
        else:
            page.keyboard.press("Shift+Enter")
    cells.nth(last).locator(".jp-OutputArea-output img").nth(1).wait_for()
    return cells.nth(last)


# Text on its ground: the WCAG contrast ratio of every cell of a table, the least of them.
LEAST_CONTRAST = """table => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, under) => {
    const a = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map(i => a * top[i] + (1 - a) * under[i]);
  };
  const luminance = c => {
    const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const [r, g, b] = c.map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = e => {
    const layers = [];
    for (let at = e; at; at = at.parentElement)
      layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  let least = 21;
  for (const cell of table.querySelectorAll('caption, th, td')) {
    if (!cell.textContent.trim()) continue;
    const back = ground(cell), front = over(parse(getComputedStyle(cell).color), back);
    const [hi, lo] = [luminance(front), luminance(back)].sort((a, b) => b - a);
    least = Math.min(least, (hi + .05) / (lo + .05));
  }
  return least;
}"""

# How many colours a picture has on a coarse grid: a blank one has one.
COLOURS = """img => {
  const canvas = document.createElement('canvas');
  canvas.width = img.naturalWidth; canvas.height = img.naturalHeight;
  const context = canvas.getContext('2d');
  context.drawImage(img, 0, 0);
  const seen = new Set(), data = context.getImageData(0, 0, canvas.width, canvas.height).data;
  for (let i = 0; i < data.length; i += 4 * 7) seen.add(data.slice(i, i + 4).join());
  return seen.size;
}"""


def check_table_and_pictures(cell):
    tables = cell.locator(".jp-RenderedHTMLCommon table")
    text = " ".join(tables.all_inner_texts())
    for expected in ("Days", "10.4", "Subject", "Residual"):
        assert expected in text
    for table in tables.all():
        assert table.is_visible()
        assert table.evaluate(LEAST_CONTRAST) > 4.5
    images = cell.locator(".jp-OutputArea-output img")
    assert images.count() == 2, "a residual plot and a caterpillar plot"
    for image in images.all():
        natural = image.evaluate("i => i.naturalWidth")
        assert natural >= 600 and image.evaluate("i => i.width") == natural / 2
        assert image.evaluate(COLOURS) > 4, "the picture is blank"
    assert cell.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lmer_cell_shows_table_and_both_pictures(lab, page, theme):
    choose(lab[3], theme)
    name = f"{theme}.ipynb"
    open_notebook(page, lab, NOTEBOOK, name)
    is_light = page.locator("body").get_attribute("data-jp-theme-light")
    assert is_light == str(theme == "light").lower()
    cell = run_up_to_lmer(page, lab, name)
    check_table_and_pictures(cell)
    screenshot(cell, f"{NOTEBOOK.stem}-{theme}")
    saved = lab[2] / name
    save_until(
        page,
        lambda: "vnd.henderson" in saved.read_text(encoding="utf-8"),
        lambda: "the numbers are not in the saved notebook",
    )


def test_notebook_of_someone_else_shows_them_too(lab, page, kernel, tmp_path):
    """What the run command wrote is not signed by this Jupyter, hence sanitised."""
    choose(lab[3], "light")
    out = Path(tmp_path) / "untrusted.ipynb"
    subprocess.run(
        [java(), "-jar", kernel / "henderson.jar", "run", NOTEBOOK, "--output", out],
        check=True,
        timeout=LONG,
    )
    open_notebook(page, lab, out, "untrusted.ipynb")
    cell = lmer_cell(page)
    cell.locator(".jp-OutputArea-output img").nth(1).wait_for()
    check_table_and_pictures(cell)
    screenshot(cell, f"{NOTEBOOK.stem}-untrusted")


def new_notebook(work, name, sources):
    """Writes a notebook with these code cells for the kernel."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    notebook.metadata["kernelspec"] = {
        "name": "henderson",
        "display_name": "Java (Henderson)",
        "language": "java",
    }
    path = work / name
    nbformat.write(notebook, path)
    return path


def run_cell(page, cell, count):
    select(page, cell)
    start_cell(page, cell)
    cell.locator(".jp-InputPrompt", has_text=f"[{count}]:").wait_for()


def test_interrupt_completion_and_restart(lab, page, tmp_path):
    """The keys and buttons of a working day: stop a cell, TAB a column name, start over."""
    from playwright.sync_api import expect

    choose(lab[3], "light")
    source = new_notebook(
        tmp_path,
        "day.ipynb",
        ["%dataset cake", "while (true) { }", "%lm m = ang", "6 * 7"],
    )
    open_notebook(page, lab, source, "day.ipynb")
    wait_for_kernel(page, lab, "day.ipynb")
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    run_cell(page, cells.nth(0), 1)
    select(page, cells.nth(1))
    start_cell(page, cells.nth(1))
    cells.nth(1).locator(".jp-InputPrompt", has_text="[*]:").wait_for()
    page.locator('[data-command="notebook:interrupt-kernel"], [title^="Interrupt"]').first.click()
    expect(cells.nth(1).locator(".jp-OutputArea")).to_contain_text("interrupted")
    select(page, cells.nth(2))
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    offered = page.locator(".jp-Completer-item", has_text="angle")
    expect(offered).to_contain_text("number")
    page.keyboard.press("Enter")
    expect(cells.nth(2).locator(".cm-content")).to_contain_text("angle")
    page.keyboard.press("Escape")
    restart = '[data-command="notebook:restart-kernel"], [title^="Restart the kernel"]'
    page.locator(restart).first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_selector(IDLE)
    run_cell(page, cells.nth(3), 1)
    expect(cells.nth(3).locator(".jp-OutputArea")).to_contain_text("42")


def plain_outputs(path):
    """What the cells of a saved notebook show, as far as it does not change from run to run."""
    return [
        [(o.output_type, o.get("text"), (o.get("data") or {}).get("text/plain")) for o in c.outputs]
        for c in without_bars(nbformat.read(path, as_version=4)).cells
    ]


@pytest.mark.parametrize("front_end", ["lab/tree", "notebooks"])
def test_front_ends_show_what_nbclient_shows(lab, page, tmp_path, front_end):
    import nbclient

    sources = [
        "%dataset sleepstudy",
        'System.out.println("a"); List.of(1, 2)',
        "%lmer m = Reaction ~ Days + (Days | Subject), data = sleepstudy, plots = none",
        "%anova m",
        "m.sigma()",
    ]
    source = new_notebook(tmp_path, "same.ipynb", sources)
    done = nbformat.read(source, as_version=4)
    nbclient.NotebookClient(done, timeout=LONG, startup_timeout=PATIENCE).execute()
    expected = tmp_path / "expected.ipynb"
    nbformat.write(done, expected)

    address, token, work, _ = lab
    name = f"same-{front_end.split('/')[0]}.ipynb"
    shutil.copy(source, work / name)
    reset = "reset&" if front_end.startswith("lab") else ""
    page.goto(f"{address}/{front_end}/{name}?{reset}token={token}")
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    cells.nth(len(sources) - 1).wait_for()
    wait_for_kernel(page, lab, name)
    for i in range(len(sources)):
        run_cell(page, cells.nth(i), i + 1)
    save_until(
        page,
        lambda: plain_outputs(work / name) == plain_outputs(expected),
        lambda: (plain_outputs(work / name), plain_outputs(expected)),
    )
