"""The command that answers on what the ways depend."""

from __future__ import annotations

from safepassage.facade import load_network
from safepassage.printing import print_json, say, stamp_of
from safepassage.saving import save_bottlenecks

from .app import app
from .options import (
    AsOfOption,
    CloseOption,
    DestinationsOption,
    JsonOption,
    NetworkOption,
    OriginsOption,
    TableOption,
    listed_if_given,
)


@app.command("bottlenecks")
def tell_bottlenecks(
    source: OriginsOption = None,
    target: DestinationsOption = None,
    dataset: NetworkOption = None,
    as_of: AsOfOption = None,
    close: CloseOption = None,
    output: TableOption = None,
    json: JsonOption = False,
) -> None:
    """Tell on which countries, borders, places and legs the ways depend, and what their safety would give.

    Each origin is asked alone: what every way passes, how many ways are left, who loses what without a
    border, and who gains what if it were safe.

    Example: safepassage bottlenecks --from onsong --as-of 2004
    """
    from analysis import find_bottlenecks, trace_bottlenecks  # noqa: PLC0415 - no path needs them
    from routes import check_layer_format  # noqa: PLC0415
    from safepassage.printing.bottlenecks import print_bottlenecks  # noqa: PLC0415

    if output:
        check_layer_format(output)  # before long work is done
    G = load_network(as_of, dataset=dataset, close=close or ())
    ends = listed_if_given(source), listed_if_given(target)
    found = find_bottlenecks(G, *ends)
    if output:
        written = save_bottlenecks(found, output)
        if json:
            told = {"file": str(written), "bytes": written.stat().st_size, "rows": len(found.all)}
            print_json(told | stamp_of(G))
        else:
            say(f"{written.resolve()}\n{len(found.all)} countries, borders, places and legs.")
    elif json:
        print_json(trace_bottlenecks(found))
    else:
        print_bottlenecks(found)
