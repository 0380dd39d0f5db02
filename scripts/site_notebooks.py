"""Puts the notebooks of the docs on the site: executed while it is built, as pages like all others.

A notebook becomes a page of Markdown with its code and what the code showed; one that fails ends the build.
(A converter made for notebooks would bring its own style, half a megabyte a page, and scripts that name other
hosts.) The notebook itself lies beside its page, to be downloaded.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def on_files(files: Any, config: Any, **_: Any) -> Any:  # noqa: ANN401 - mkdocs' own kinds
    """Add a page for each notebook."""
    from mkdocs.structure.files import File  # noqa: PLC0415 - this module is tested without mkdocs

    for file in [file for file in files if file.src_uri.endswith(".ipynb")]:
        text = notebook_as_markdown(Path(file.abs_src_path))
        files.append(File.generated(config, file.src_uri.removesuffix(".ipynb") + ".md", content=text))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401 - mkdocs hands over more than is needed
    """Lead links between notebooks to their pages."""
    return re.sub(r"(\]\([\w./-]+)\.ipynb\)(?!\{)", r"\1.md)", markdown)


def notebook_as_markdown(file: Path) -> str:
    """Run a notebook in a kernel of its own and return it as a page.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    import nbformat  # noqa: PLC0415 - heavy, and only for notebooks
    from nbclient import NotebookClient  # noqa: PLC0415 - the same

    notebook = nbformat.read(file, as_version=4)
    with TemporaryDirectory() as folder:
        NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            extra_arguments=["--HistoryManager.enabled=False"],
        ).execute()
    parts = [part for cell in notebook.cells for part in _cell(cell)]
    parts.insert(
        1, f"*Executed when this site was built. [Download the notebook]({file.name}){{ download }}.*"
    )
    return "\n\n".join(parts) + "\n"


def _cell(cell: Any) -> list[str]:  # noqa: ANN401 - a node of a notebook
    if cell.cell_type == "markdown":
        heading, gap, rest = cell.source.partition("\n\n")
        return [heading, rest] if gap else [cell.source]
    return [f"```python\n{cell.source}\n```", *(_output(output) for output in _joined(cell.outputs))]


def _joined(outputs: list[Any]) -> list[Any]:
    """Return outputs with neighbouring pieces of one stream as one: a kernel cuts them by time."""
    joined: list[Any] = []
    for output in outputs:
        if joined and output.output_type == "stream" and joined[-1].get("name") == output.name:
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def _output(output: Any) -> str:  # noqa: ANN401 - a node of a notebook
    data = output.get("data", {})
    if "image/png" in data:
        picture = "".join(data["image/png"].split())
        source = f"data:image/png;base64,{picture}"
        return f'<img class="shown" alt="The figure that the code above draws" src="{source}">'
    if "text/html" in data:
        table = data["text/html"].replace("<table>", '<table class="shown-table">')  # the theme wraps others
        lines = [line.strip() for line in table.splitlines() if line.strip()]
        return '<div class="shown" tabindex="0">' + "\n".join(lines) + "</div>"
    text = COLOURS.sub("", output.get("text") or data.get("text/plain", "")).rstrip()
    return f"```text\n{text}\n```"
