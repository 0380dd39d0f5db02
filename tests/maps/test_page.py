"""The shell: one file, no request, no script that nobody vouched for."""

import base64
import hashlib
import json
import re

import folium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps import PageError, SelfContainedFigure
from maps.page import PageParts, dump_json, quiet_json, read_web_text


def _page(*elements, **changes):
    parts = {
        "title": "A title",
        "description": "A description",
        "body": "<main><!--map--></main>",
        "style": "main {}",
        "script": "const drawn = true;",
        "data": {"route-data": "{}"},
    }
    shell = folium.Map(location=(40, 110), tiles=None)
    SelfContainedFigure(PageParts(**parts | changes)).add_child(shell)
    for element in elements:
        shell.add_child(element)
    return shell.get_root().render()


def test_no_link_of_folium_is_left():
    """Scripts and styles are inlined, images are data, and no server of folium's is named."""
    page = _page()

    assert "<script src" not in page
    assert "stylesheet" not in page
    styles = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert styles.count("url(data:") == 3
    assert not re.search(r"url\((?!data:)", styles)
    for network in ("jsdelivr", "jquery", "cloudflare", "bootstrap"):
        assert network not in page


def test_unknown_link_is_an_error():
    """An element that brings a link of its own is refused by name, with the remedy."""
    from folium.plugins import Fullscreen

    with pytest.raises(PageError, match=r"'Control.Fullscreen.js'.*leave this element out"):
        _page(Fullscreen())


def test_foreign_script_is_an_error():
    """A script that came in by another way is counted, and not blessed with a hash."""
    parts = PageParts(title="", description="", body="<!--map-->", style="", script="", data={"d": "{}"})
    figure = SelfContainedFigure(parts)
    figure.add_child(folium.Map(location=(40, 110), tiles=None))
    figure.html.add_child(folium.Element("<script>stolen()</script>"))

    with pytest.raises(PageError, match="6 scripts where 5 are known"):
        figure.render()


def test_policy_names_exactly_the_scripts_of_the_page():
    """The hashes of the policy are those of the scripts in the page, and there are four."""
    page = _page()

    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = {f"sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}" for s in scripts}
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]

    assert len(scripts) == 4
    assert set(re.findall(r"sha256-[\w+/=]+", policy)) == digests
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe-inline'" not in policy


def test_same_input_gives_the_same_bytes():
    """branca's random ids are gone, also when a page is rendered twice."""
    assert _page() == _page()


def test_title_is_escaped_and_not_compiled():
    """Text of the data in the title is neither markup nor template."""
    page = _page(title="</title><script>x</script>{{ 7*7 }}")

    assert "<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;{{ 7*7 }}</title>" in page


def test_viewport_lets_people_zoom():
    """folium's viewport, which forbids zooming, is replaced."""
    page = _page()

    assert page.count('name="viewport"') == 1
    assert "user-scalable" not in page


def test_body_needs_a_place_for_the_map():
    """A body without the mark is refused."""
    with pytest.raises(PageError, match="exactly one <!--map-->"):
        _page(body="<main></main>")


@given(
    st.recursive(
        st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.text(), st.lists, max_leaves=5
    )
)
def test_quiet_json_is_the_same_value(value):
    """Escaping changes the text, never the value; and nothing is left to act on."""
    text = dump_json(value)

    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]|\\{[{%#]", text)


@pytest.mark.parametrize("brace", ["{{{{", "{{%", "{#{#", "{{{%"])
def test_every_brace_before_a_brace_is_escaped(brace):
    """Also runs of braces hold no pair that a template engine would see."""
    text = quiet_json(json.dumps(brace))

    assert json.loads(text) == brace
    assert not re.search(r"\{[{%#]", text)


def test_infinity_is_refused():
    """JSON cannot say infinity; a page that cannot be read is worse than an error."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_json(float("inf"))


def test_page_scripts_use_no_markup_sink():
    """The page's scripts build text with textContent: no sink that parses markup or code is used."""
    from importlib import resources

    names = [f.name for f in (resources.files("maps") / "web").iterdir() if f.name.endswith(".js")]
    text = read_web_text(*names)

    for sink in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "srcdoc",
    ):
        assert sink not in text
