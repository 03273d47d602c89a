"""henderson.jar run --html: what a browser makes of a page from a hostile notebook."""

import nbformat
import pytest
from conftest import ROOT
from test_lab import FLAGS, chromium
from test_run_command import run

VECTORS = ROOT / "kernel" / "src" / "test" / "resources" / "hostile" / "html.txt"


@pytest.fixture(scope="module")
def browser(kernel):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def hostile(kernel, tmp_path_factory):
    """The page of a notebook that holds each vector as Markdown and as an output."""
    folder = tmp_path_factory.mktemp("page")
    lines = VECTORS.read_text(encoding="utf-8").splitlines()
    (folder / "vectors.txt").write_text("\n".join(lines), encoding="utf-8")
    cells = [nbformat.v4.new_markdown_cell(f"# {i}\n\n{line}") for i, line in enumerate(lines)]
    cells.append(
        nbformat.v4.new_code_cell(
            'for (String line : Files.readAllLines(Path.of("%s")))\n'
            '  display(line, "text/html");' % (folder / "vectors.txt")
        )
    )
    cells.append(nbformat.v4.new_code_cell('%lmer m = Reaction ~ Days + (1 | Subject), data = s'))
    cells.insert(0, nbformat.v4.new_code_cell("%dataset s = sleepstudy"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    source, page = folder / "hostile.ipynb", folder / "page.html"
    nbformat.write(notebook, source)
    done = run(kernel, source, "--html", page)
    assert done.returncode == 0, done.stderr
    return page, len(lines)


def opened(browser, path):
    """The page, with what it tried to do."""
    page = browser.new_page()
    tried = []
    page.on("dialog", lambda dialog: (tried.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: tried.append(popup.url))
    page.on("frameattached", lambda frame: tried.append("a frame"))
    page.on(
        "request",
        lambda request: request.url.startswith("data:image/")
        or request.url == path.as_uri()
        or tried.append(request.url),
    )
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    return page, tried


def test_nothing_runs_and_nothing_is_loaded(browser, hostile):
    path, count = hostile
    page, tried = opened(browser, path)
    assert page.locator("section.text > h1").count() == count
    for link in page.locator("main a").all():
        assert link.evaluate("a => ['http:', 'https:', 'mailto:', 'file:'].includes(a.protocol)")
    broken = "images => images.filter(i => !i.complete || !i.naturalWidth).map(i => i.src)"
    ours = page.locator("img[src^='data:image/png']")
    assert ours.count() > 1 and ours.evaluate_all(broken) == []
    assert page.locator("main *").evaluate_all(
        "all => all.filter(e => e.getAttributeNames().some(n => n.startsWith('on')))"
    ) == []
    assert tried == []
    # Reports look as they do in a notebook, by the page's own style sheet.
    title = page.locator(".hdsn .hdsn-grid thead th").first
    assert title.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"


def test_the_policy_stops_what_would_get_through(browser, hostile, tmp_path):
    """As if jsoup had let everything pass."""
    path, _ = hostile
    lines = VECTORS.read_text(encoding="utf-8").splitlines()
    kept = path.read_text(encoding="utf-8")
    for i, line in enumerate(["<script>alert(1)</script>", *lines]):
        # Going elsewhere is what no policy of a page can forbid.
        if "refresh" in line.lower():
            continue
        raw = tmp_path / f"{i}.html"
        raw.write_text(kept.replace("</main>", line + "\n</main>"), encoding="utf-8")
        page, tried = opened(browser, raw)
        assert [what for what in tried if what != "a frame"] == [], line
        page.close()
