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
    """The page, what it has run or opened, and what it has asked for."""
    page = browser.new_page()
    ran, asked = [], []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: ran.append(popup.url))
    page.on("request", lambda request: asked.append(request))
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    own = (path.as_uri(), "data:image/")
    return page, ran, [request for request in asked if not request.url.startswith(own)]


def test_nothing_runs_and_nothing_is_loaded(browser, hostile):
    path, count = hostile
    page, ran, asked = opened(browser, path)
    assert page.locator("section.text > h1").count() == count
    for link in page.locator("main a[href]").all():
        assert link.evaluate("a => ['http:', 'https:', 'mailto:', 'file:'].includes(a.protocol)")
    broken = "images => images.filter(i => !i.complete || !i.naturalWidth).map(i => i.src)"
    ours = page.locator("img[src^='data:image/png']")
    assert ours.count() > 1 and ours.evaluate_all(broken) == []
    assert page.locator("main *").evaluate_all(
        "all => all.filter(e => e.getAttributeNames().some(n => n.startsWith('on')))"
    ) == []
    assert ran == [] and [request.url for request in asked] == []
    # Reports look as they do in a notebook, by the page's own style sheet.
    title = page.locator(".hdsn .hdsn-grid thead th").first
    assert title.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"


RAW = [
    "<script>alert(1)</script>",
    "<script src=//x.example/a.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=https://x.example></iframe><object data=https://x.example></object>",
    "<style>@import '//x.example/a.css'; main { background: url(//x.example) }</style>",
    "<link rel=stylesheet href=//x.example/a.css><img src=//x.example/a.png>",
]


@pytest.mark.parametrize("html", RAW)
def test_the_policy_stops_what_would_get_through(browser, hostile, tmp_path, html):
    """As if jsoup had let it pass."""
    raw = tmp_path / "raw.html"
    kept = hostile[0].read_text(encoding="utf-8")
    raw.write_text(kept.replace("</main>", html + "\n</main>"), encoding="utf-8")
    page, ran, asked = opened(browser, raw)
    refused = [request for request in asked if "csp" in (request.failure or "").lower()]
    assert ran == []
    assert [r.url for r in asked if r not in refused and not is_blank(r)] == []
    page.close()


def test_without_a_policy_it_would_run(browser, tmp_path):
    raw = tmp_path / "raw.html"
    raw.write_text(RAW[0] + RAW[2], encoding="utf-8")
    page, ran, _ = opened(browser, raw)
    page.wait_for_timeout(500)
    assert ran == ["1", "1"]


def is_blank(request):
    """The empty document of a frame that was refused."""
    return request.url in ("about:blank", "about:srcdoc", "chrome-error://chromewebdata/")
