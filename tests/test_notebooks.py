"""The notebooks of the docs lie in the repository without output, and run from top to bottom."""

from __future__ import annotations

import re
import shutil
import warnings
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
KEPT_METADATA = {"kernelspec", "language_info"}


def _code(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_is_kept_without_output(file):
    """Neither output nor counters, times or names of a machine: a difference shows what was changed."""
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) <= KEPT_METADATA
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert notebook.metadata["language_info"] == {"name": "python"}
    for cell in notebook.cells:
        assert not cell.metadata, cell.id
    for cell in _code(notebook):
        assert not cell.outputs, cell.id
        assert cell.execution_count is None, cell.id
    assert file.read_text(encoding="utf-8") == nbformat.writes(notebook, indent=1) + "\n"
    assert not re.search(r"/(?:home|Users|tmp|root|work)/", file.read_text(encoding="utf-8"))


def test_every_notebook_is_listed():
    page = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert len(NOTEBOOKS) >= 2
    assert all(f"]({file.name})" in page for file in NOTEBOOKS)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_runs_from_top_to_bottom(file, tmp_path, monkeypatch):
    """Every cell runs in a kernel of its own, in an empty folder, and shows what a reader is to see."""
    from nbclient import NotebookClient

    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    shutil.copy(file, tmp_path)
    notebook = nbformat.read(tmp_path / file.name, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
        extra_arguments=["--HistoryManager.enabled=False"],
    )
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of the machinery around the kernel; the cells have their own process
        client.execute()
    shown = [output for cell in _code(notebook) for output in cell.outputs]
    assert all(cell.execution_count for cell in _code(notebook))
    assert not [o for o in shown if o.output_type == "error" or o.get("name") == "stderr"]
    tables = [o for o in shown if "text/html" in o.get("data", {})]
    pictures = [o for o in shown if "image/png" in o.get("data", {})]
    assert len(tables) >= 2
    assert len(pictures) >= 1
    for output in tables:
        assert not re.search(
            r"(?:src|href)=[\"'](?:https?:)?//[^\"']+\.(?:js|css|png)", output.data["text/html"]
        )
