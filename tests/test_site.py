"""The site of the docs: complete, true to the program, and silent towards all other hosts."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

import safepassage as sp
from safepassage.commands import COMMANDS, app_with

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CONFIG = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
REFERENCE = sorted((DOCS / "reference").glob("*.md"))
LEFT_OUT = {"README.md"}  # the front page of the folder; that of the site is index.md


def _script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOOKS, NOTEBOOKS = _script("site_hooks"), _script("site_notebooks")


def _pages_of(nav) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    return [
        page
        for entry in nav
        for page in _pages_of(next(iter(entry.values())) if isinstance(entry, dict) else entry)
    ]


# What stands in the repository


def test_every_page_is_in_the_navigation_once():
    """A page that no menu leads to is a page that nobody reads; a notebook's page has the notebook's name."""
    there = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    there |= {page.relative_to(DOCS).with_suffix(".md").as_posix() for page in DOCS.rglob("*.ipynb")}
    told = _pages_of(CONFIG["nav"])
    assert sorted(told) == sorted(set(told))
    assert set(told) == there - LEFT_OUT, "add the page to nav in mkdocs.yml, or take the entry away"


def test_every_public_name_is_in_the_reference_once():
    told = [
        name
        for page in REFERENCE
        for name in re.findall(
            r"^::: safepassage\.(\w+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
    ]
    assert sorted(told) == sorted(set(told))
    assert "sp.__version__" in (DOCS / "reference" / "words.md").read_text(encoding="utf-8")
    missing = set(sp.__all__) - set(told) - {"__version__"}
    assert not missing, "add '::: safepassage.NAME' to a page of docs/reference"
    assert set(told) <= set(sp.__all__)


def test_every_command_and_option_is_in_the_reference():
    """The page is made from the commands themselves, so it tells what `--help` tells."""
    import typer.main

    text = HOOKS.commands_as_markdown()
    group = typer.main.get_command(app_with())
    assert set(group.commands) == set(COMMANDS)
    for name, command in group.commands.items():
        section = text.split(f"## {name}\n")[1].split("\n## ")[0]
        for parameter in command.params:
            if parameter.name != "help" and not getattr(parameter, "hidden", False):
                assert all(option in section for option in parameter.opts if option.startswith("-")), name
                assert "|  |" not in section, f"{name}: an option without help"
    assert HOOKS.MARK in (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")


def test_the_site_is_told_to_ask_nobody():
    """No font server, no repository whose stars are counted, no analytics, no search elsewhere."""
    assert CONFIG["theme"]["font"] is False
    assert not {"repo_url", "site_url", "google_analytics"} & CONFIG.keys()
    assert not {"analytics", "consent", "polyfills"} & CONFIG["extra"].keys()
    assert not {"extra_javascript"} & CONFIG.keys()
    assert "build --strict" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^make docs\b", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<script src="https://a.example/x.js"></script>', ["https://a.example/x.js"]),
        ('<link rel="stylesheet" href="//a.example/x.css">', ["//a.example/x.css"]),
        ('<link rel="preconnect" href="https://a.example">', ["https://a.example"]),
        ('<img srcset="a.png 1x, http://a.example/b.png 2x">', ["http://a.example/b.png 2x"]),
        ('<p style="background: url(https://a.example/p.png)">', ["https://a.example/p.png"]),
        ("<style>@import 'https://a.example/x.css';</style>", ["https://a.example/x.css"]),
        ("<iframe srcdoc='<img src=\"//a.example/p.png\">'></iframe>", ["//a.example/p.png"]),
        ('<form action="https://a.example/">', ["https://a.example/"]),
        ('<svg><image href="https://a.example/i.png"/></svg>', ["https://a.example/i.png"]),
        ('<a href="https://a.example/">a link to follow</a>', []),
        ('<link rel="license" href="https://a.example/">', []),
        ('<script src="assets/x.js"></script><img src="data:image/png;base64,//8=">', []),
        ("<p>url(https://a.example) and @import in a text</p>", []),
    ],
)
def test_what_a_browser_would_load_from_elsewhere_is_found(page, found):
    assert HOOKS.loaded_from_elsewhere(page) == found


def test_styles_are_looked_through_as_well():
    style = "@font-face { src: url('https://a.example/f.woff2') } p { background: url(p.png) }"
    assert HOOKS.loaded_from_elsewhere(style, is_style=True) == ["https://a.example/f.woff2"]


def test_a_cell_of_a_notebook_becomes_code_and_what_it_showed():
    """Pieces of one stream are joined, colours of a terminal go, tables and pictures stay."""

    def node(**fields):
        return type("Node", (dict,), {"__getattr__": dict.__getitem__, "__setattr__": dict.__setitem__})(
            fields
        )

    outputs = [
        node(output_type="stream", name="stdout", text="one\n"),
        node(output_type="stream", name="stdout", text="\x1b[31mtwo\x1b[0m\n"),
        node(
            output_type="execute_result",
            data={"text/html": "<table>\n\n  <tr></tr></table>", "text/plain": "x"},
        ),
        node(output_type="display_data", data={"image/png": "QUJD\nREVG\n"}),
    ]
    code, stream, table, picture = NOTEBOOKS._cell(node(cell_type="code", source="print(1)", outputs=outputs))
    assert code == "```python\nprint(1)\n```"
    assert stream == "```text\none\ntwo\n```"
    assert table == '<div class="shown" tabindex="0"><table class="shown-table">\n<tr></tr></table></div>'
    assert 'src="data:image/png;base64,QUJDREVG"' in picture
    assert 'alt="' in picture


def test_links_between_notebooks_lead_to_their_pages():
    led = NOTEBOOKS.on_page_markdown(
        "[a](first-look.ipynb), [b](../notebooks/x.ipynb), [c](x.ipynb){ download }"
    )
    assert led == "[a](first-look.md), [b](../notebooks/x.md), [c](x.ipynb){ download }"


# What is built


def _is_fresh(site: Path) -> bool:
    page = site / "index.html"
    newest = max(
        file.stat().st_mtime for file in [*DOCS.rglob("*"), ROOT / "mkdocs.yml", *ROOT.glob("scripts/site_*")]
    )
    return page.exists() and page.stat().st_mtime >= newest


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of the built site: the one of `make docs` if nothing is newer, else built here."""
    if _is_fresh(ROOT / "site"):
        return ROOT / "site"
    if importlib.util.find_spec("mkdocs"):
        folder = tmp_path_factory.mktemp("site")
        built = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
            cwd=ROOT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert built.returncode == 0, built.stderr
        return folder
    message = "the site is not built: its tests did NOT run. Run 'make docs'."
    if os.environ.get("SAFEPASSAGE_REQUIRE_BROWSER") == "1":
        pytest.fail(message)
    return pytest.skip(message)


@pytest.fixture(scope="session")
def server(site):
    """Serve the site on this machine, as a web server would."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def visit(browser, server):
    """Return a function that opens a page and keeps what it asked for and said."""
    contexts = []

    def open_page(path, *, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{server}/{path}")
        page.wait_for_load_state("networkidle")
        return SimpleNamespace(page=page, asked=asked, said=said)

    yield open_page
    for context in contexts:
        context.close()


def test_nothing_in_the_built_site_is_loaded_from_elsewhere(site):
    """Also held by the build itself; here once more from outside it."""
    pages = sorted([*site.rglob("*.html"), *site.rglob("*.css")])
    assert len(pages) > 30
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert HOOKS.loaded_from_elsewhere(text, is_style=page.suffix == ".css") == [], page.name


def test_the_built_site_names_no_folder_of_the_machine(site):
    for page in site.rglob("*.html"):
        assert str(ROOT) not in page.read_text(encoding="utf-8"), page.name


@pytest.mark.browser
def test_no_page_asks_another_host_or_complains(site, visit, server):
    """Every page is opened; scripts run, and whatever they ask for lies here."""
    opened = visit("index.html")
    pages = sorted(page.relative_to(site).as_posix() for page in site.rglob("*.html"))
    for page in pages:
        opened.page.goto(f"{server}/{page}")
        opened.page.wait_for_load_state("load")
    foreign = [url for url in opened.asked if not url.startswith((server, "data:", "blob:"))]
    assert foreign == []
    assert opened.said == []


@pytest.mark.browser
def test_search_finds_a_command_and_a_country(visit):
    opened = visit("index.html")
    for words, wanted in (("hindcast", "commands.html"), ("Laos", "closed-border.html")):
        box = opened.page.get_by_role("textbox", name="Search")
        box.fill("")
        box.press_sequentially(words)
        opened.page.wait_for_selector(f".md-search-result__link[href*='{wanted}']", timeout=15_000)


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "tutorial/own-crisis.html",
        "reference/commands.html",
        "notebooks/first-look.html",
        "model.html",
    ],
)
def test_a_telephone_shows_a_page_without_scrolling_sideways(visit, path):
    opened = visit(path, width=390)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_a_reader_gets_from_the_front_page_through_the_tutorial(visit):
    opened = visit("index.html")
    page = opened.page
    page.get_by_role("link", name="Which way was safest in 2004?").first.click()
    for heading in (
        "Which way was safest in 2004?",
        "What if Laos closes?",
        "How sure is that?",
        "How do I add a report?",
    ):
        page.get_by_role("heading", level=1).filter(has_text=heading).wait_for()
        page.locator("article p", has_text="Next:").get_by_role("link").click()
    page.get_by_role("heading", level=1).filter(has_text="How do I bring my own crisis?").wait_for()
    assert opened.said == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", "tutorial/safest-way.html", "notebooks/first-look.html"])
def test_axe_finds_nothing_serious_in_what_we_wrote(visit, path, scheme):
    """The article is ours; the frame around it is the theme's."""
    from importlib import resources

    opened = visit(path, color_scheme=scheme)
    opened.page.evaluate(
        (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    )
    found = opened.page.evaluate(
        """async () => (await axe.run(document.querySelector('article'), { resultTypes: ['violations'] })).violations
             .filter(v => ['serious', 'critical'].includes(v.impact))
             .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))"""
    )
    assert found == []


@pytest.mark.browser
def test_the_site_opens_from_a_disk(site, browser):
    """Without a server, as after unpacking: pages, styles, menus and search work."""
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="What if Laos closes?").first.click()
    page.get_by_role("heading", level=1).filter(has_text="What if Laos closes?").wait_for()
    assert page.url.endswith("tutorial/closed-border.html")
    page.get_by_role("textbox", name="Search").press_sequentially("hindcast")
    page.locator(".md-search-result__link[href*='commands.html']").first.click()
    page.get_by_role("heading", level=1).filter(has_text="Commands").wait_for()
    assert said == []
    page.close()
