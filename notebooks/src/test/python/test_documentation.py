"""What Shift-TAB and ?name show of libraries, through the installed kernel and without a network."""

import os
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from channels import PATIENCE, Kernel, results, text
from conftest import LONG, java

SOURCE = """package org.example;
/** A {@code greeter}.
 * <script>alert(1)</script> <b onclick="alert(2)">bold</b> */
public class Greeter {
  /** Greets somebody, in the words of {@link #LANGUAGE}.
   * <ul><li>loudly</ul>
   * @param name who is greeted
   * @return what is said
   * @throws IllegalStateException if it is late */
  public String greet(String name) { return "Hello " + name; }
  /** Greets several. */
  public String greet(String... names) { return "Hello"; }
  /** A language. */
  public static final String LANGUAGE = "en";
}
"""


def pack(jar, folder):
    jar.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jar, "w") as file:
        for path in sorted(folder.rglob("*.*")):
            file.write(path, path.relative_to(folder))


@pytest.fixture(scope="module")
def library(kernel, tmp_path_factory):
    """A folder with greeter.jar, and a Maven repository that has its sources only."""
    home = tmp_path_factory.mktemp("library")
    source = home / "src" / "org" / "example" / "Greeter.java"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    javac = Path(java()).with_name("javac")
    subprocess.run([javac, "-d", home / "classes", source], check=True, timeout=LONG)
    pack(home / "beside" / "greeter.jar", home / "classes")
    pack(home / "beside" / "greeter-sources.jar", home / "src")
    published = home / "remote" / "org" / "example" / "greeter" / "1.0"
    pack(published / "greeter-1.0.jar", home / "classes")
    pack(published / "greeter-1.0-sources.jar", home / "src")
    (published / "greeter-1.0.pom").write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>"
        "<artifactId>greeter</artifactId><version>1.0</version></project>",
        encoding="utf-8",
    )
    settings = home / ".m2" / "settings.xml"
    settings.parent.mkdir()
    settings.write_text(
        f"<settings><localRepository>{home / 'local'}</localRepository><mirrors><mirror>"
        "<id>m</id><mirrorOf>*</mirrorOf>"
        f"<url>{(home / 'remote').as_uri()}</url></mirror></mirrors></settings>",
        encoding="utf-8",
    )
    return home


@pytest.fixture
def running(library):
    """A kernel whose user has the settings of the library's repository."""
    home = {**os.environ, "JAVA_TOOL_OPTIONS": f'"-Duser.home={library}"'}
    with Kernel(env=home) as running:
        yield running


def inspected(kernel, code, cursor=None):
    cursor = len(code) if cursor is None else cursor
    request = {"code": code, "cursor_pos": cursor, "detail_level": 0}
    reply, _ = kernel.ask("inspect_request", request)
    assert reply["content"]["status"] == "ok"
    return reply["content"]["data"]


def asked(kernel, code):
    reply, _ = kernel.run(code)
    assert reply["status"] == "ok", reply
    return reply["payload"][0]["data"]


def test_sources_beside_a_jar(running, library):
    running.run(f'%jars "{library}/beside/greeter.jar"\nvar g = new org.example.Greeter();')
    data = inspected(running, "g.greet(")
    plain = data["text/plain"]
    assert "java.lang.String" not in plain
    assert "String org.example.Greeter.greet(String name)\n\nGreets somebody" in plain
    assert "- name: who is greeted" in plain
    assert "IllegalStateException: if it is late" in plain
    assert "Greets several." in plain
    assert "<code>LANGUAGE</code>" in data["text/html"]
    html = asked(running, "?org.example.Greeter")["text/html"]
    assert "<code>greeter</code>" in html and "<b>bold</b>" in html
    assert "<script" not in html and "onclick" not in html


def test_our_own_classes_without_import(running):
    assert "Fits a model by REML" in inspected(running, "Lmer.fit(")["text/plain"]
    running.run("%dataset sleepstudy\n%lmer m = Reaction ~ Days + (1 | Subject), plots = none")
    assert "m.fixef" not in asked(running, "?m.fixef")["text/plain"]
    assert "<p>" in asked(running, "?m.fixef")["text/html"]
    for name in ("Lmer", "Lm", "Aov", "Notebook"):
        assert "\n\n" in asked(running, f"?{name}")["text/plain"], name


def test_fetched_on_request(running):
    reply, heard = running.run("%maven org.example:greeter:1.0")
    assert reply["status"] == "ok", reply
    running.run("import org.example.Greeter;")
    hint = "For its documentation: %javadoc org.example:greeter:1.0"
    assert hint in inspected(running, "new Greeter().greet(")["text/plain"]
    reply, heard = running.run("%javadoc Greeter")
    assert "org.example:greeter:1.0 sources" in results(heard)[0]
    plain = inspected(running, "new Greeter().greet(")["text/plain"]
    assert "Greets somebody" in plain and hint not in plain
    _, heard = running.run("%javadoc Greeter")
    assert "here already" in results(heard)[0]


def test_with_the_library(running, library):
    reply, _ = running.run("%maven org.example:greeter:1.0, sources = TRUE")
    assert reply["status"] == "ok", reply
    assert "A language." in asked(running, "?org.example.Greeter.LANGUAGE")["text/plain"]


def test_what_there_is_not_is_said(running):
    for code, message in (
        ("%javadoc", "No library is named."),
        ("%javadoc Nope", "There is no class and no variable Nope here."),
        ("%javadoc org.example:nope:1", "org.example:nope"),
        ("%javadoc String", "String is a class of the JDK"),
        ("%maven org.example:greeter:1.0, sources = maybe", "sources is TRUE or FALSE."),
    ):
        reply, heard = running.run(code)
        if code == "%javadoc String" and reply["status"] == "ok":
            # A JDK with its sources.
            assert "here already" in results(heard)[0]
            continue
        assert reply["status"] == "error", code
        assert message in reply["evalue"], reply["evalue"]
    assert not text(heard, "stderr")


def test_names_that_are_not_imported_are_known_some_time_after_the_first_cell(kernel):
    # The first cell takes JShell over before its index of names is begun.
    with Kernel() as running:
        assert results(running.run("1+1")[1]) == ["2"]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            asked = {"code": "CRC32", "cursor_pos": 5, "detail_level": 0}
            reply, _ = running.ask("inspect_request", asked)
            if "java.util.zip" in str(reply["content"]["data"]):
                return
            time.sleep(0.2)
        raise AssertionError(reply["content"])
