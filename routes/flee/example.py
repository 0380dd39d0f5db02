"""A small invented instance of Flee, to see the form of its files and to try the import on.

The towns do not exist and lie in the open ocean, so that they can never be taken for evidence.
"""

from __future__ import annotations

from pathlib import Path

from routes.dataset.write import check_folder_free

from .records import CLOSURES, LOCATIONS, PERIOD, ROUTES

_FILES = {
    LOCATIONS: """\
#name,region,country,latitude,longitude,location_type,conflict_date,population
Hill_Town,Highlands,Chad,30.0,-40.0,conflict_zone,0,12000
River_Town,Lowlands,Chad,30.3,-39.5,town,,
Market_Town,Lowlands,CAR,30.5,-39.0,town,,
Camp_North,Border,CAR,31.0,-39.2,camp,,5000
Camp_East,Border,CAR,30.4,-38.3,camp,,8000
""",
    ROUTES: """\
#name1,name2,distance,forced_redirection
Hill_Town,River_Town,70,0
River_Town,Market_Town,60,0
Market_Town,Camp_North,75,0
Market_Town,Camp_East,80,0
River_Town,Camp_North,120,0
""",
    CLOSURES: """\
#closure_type,name1,name2,closure_start,closure_end
country,Chad,CAR,100,130
location,Camp_North,,200,-1
""",
    PERIOD: """\
StartDate,2014-01-01
Length,365
""",
}


def write_flee_example(folder: str | Path) -> Path:
    """Write the files of a small invented instance into a new folder, and return the folder.

    Raises
    ------
    FolderTakenError
        If the folder exists and is not empty; nothing is ever overwritten.
    """
    folder = check_folder_free(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _FILES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder
