"""Write geodata/data/countries.csv: ISO 3166-1 codes, English and Korean names.

The code list comes from the package pycountry (``pip install pycountry==26.2.16``), which is
needed only here. Where ISO's formal name is not what reports call a country, and where Korean
is wanted, the names are written by hand below.

    python scripts/build_countries.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import pycountry

OUT = Path(__file__).parent.parent / "geodata" / "data" / "countries.csv"

# names by which reports know a country, where ISO's differ
ENGLISH = {
    "BOL": "Bolivia", "BRN": "Brunei", "CIV": "Ivory Coast", "COD": "DR Congo", "COG": "Congo",
    "CPV": "Cape Verde", "FLK": "Falkland Islands", "FSM": "Micronesia", "HKG": "Hong Kong",
    "IRN": "Iran", "KOR": "South Korea", "LAO": "Laos", "MAC": "Macao", "MAF": "Saint Martin",
    "MDA": "Moldova", "PRK": "North Korea", "PSE": "Palestine", "RUS": "Russia", "SXM": "Sint Maarten",
    "SYR": "Syria", "TUR": "Turkey", "TWN": "Taiwan", "TZA": "Tanzania", "VAT": "Vatican City",
    "VEN": "Venezuela", "VGB": "British Virgin Islands", "VIR": "US Virgin Islands", "VNM": "Vietnam",
    "SHN": "Saint Helena", "BES": "Caribbean Netherlands", "NLD": "Netherlands",
}  # fmt: skip

# hand-written: countries of the basemap's clip, and others that reports on East Asia name
KOREAN = {
    "AUS": "호주", "AUT": "오스트리아", "BGD": "방글라데시", "BRN": "브루나이", "BTN": "부탄",
    "CAN": "캐나다", "CHE": "스위스", "CHN": "중국", "CZE": "체코", "DEU": "독일", "DNK": "덴마크",
    "ESP": "스페인", "FRA": "프랑스", "GBR": "영국", "GUM": "괌", "HKG": "홍콩", "IDN": "인도네시아",
    "IND": "인도", "ITA": "이탈리아", "JPN": "일본", "KAZ": "카자흐스탄", "KGZ": "키르기스스탄",
    "KHM": "캄보디아", "KOR": "대한민국", "LAO": "라오스", "MAC": "마카오", "MMR": "미얀마",
    "MNG": "몽골", "MYS": "말레이시아", "NLD": "네덜란드", "NOR": "노르웨이", "NPL": "네팔",
    "NZL": "뉴질랜드", "PAK": "파키스탄", "PHL": "필리핀", "POL": "폴란드", "PRK": "북한",
    "RUS": "러시아", "SGP": "싱가포르", "SWE": "스웨덴", "THA": "태국", "TJK": "타지키스탄",
    "TLS": "동티모르", "TUR": "튀르키예", "TWN": "대만", "UKR": "우크라이나", "USA": "미국",
    "UZB": "우즈베키스탄", "VNM": "베트남",
}  # fmt: skip


def main() -> None:
    rows = []
    for country in sorted(pycountry.countries, key=lambda c: c.alpha_3):
        iso = country.alpha_3
        name = ENGLISH.get(iso, getattr(country, "common_name", country.name))
        rows.append((iso, country.numeric, name, KOREAN.get(iso, "")))
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("iso", "numeric", "name", "name_ko"))
        writer.writerows(rows)
    print(f"{OUT.name}: {len(rows)} countries")


if __name__ == "__main__":
    main()
