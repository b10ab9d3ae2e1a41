"""`make bench`: measures the house on invented data and writes build/bench.json.

    python -m bench [--scales 1/1000,1/100] [--seconds 4] [--only pages,signing,importing,deadlines]

Each database is measured in a process of its own. Floors are measured in the same run; quote
the ratios, the absolute figures are the machine's.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

BUILD = Path("build")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--scales", default="1/1000,1/100")
    parser.add_argument("--seconds", default="4")
    parser.add_argument("--only", default="pages,signing,importing,deadlines")
    asked = parser.parse_args()
    figures: list[dict[str, object]] = []
    scales = asked.scales.split(",")
    for scale in scales:
        url = _empty_database(os.environ["DATABASE_URL"], f"bench_{scale.replace('/', '_')}")
        parts = asked.only if scale == scales[-1] else "pages"
        figures += _measured(url, scale, parts, asked.seconds)
    figures += _growth(figures, scales)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    for each in figures:
        print(f"{each['name']:<70} {each['value']:>12} {each['unit']:<10} ratio {each['ratio']}")
    return 0


def _empty_database(base: str, name: str) -> str:
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')
        connection.execute(f"create database \"{name}\" template template0 encoding 'UTF8'")
    return urlunsplit(urlsplit(base)._replace(path=f"/{name}"))


def _measured(url: str, scale: str, parts: str, seconds: str) -> list[dict[str, object]]:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONUNBUFFERED": "1",
    }
    for command in (["migrate", "-v0"], ["populate", "--scale", scale]):
        subprocess.run([sys.executable, "manage.py", *command], env=environment, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside", scale, parts, seconds],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: list[dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _growth(figures: list[dict[str, object]], scales: list[str]) -> list[dict[str, object]]:
    """How much longer the dashboard's statements take at the largest scale than at the least."""
    if len(scales) < 2:
        return []
    value = {each["name"]: float(str(each["value"])) for each in figures}
    grown = []
    for seat in ("root", "county", "branch"):
        small, large = (
            f"dashboard data, {seat}, {scale}: all SQL" for scale in (scales[0], scales[-1])
        )
        grown.append(
            {
                "name": f"dashboard, {seat}: growth from {scales[0]} to {scales[-1]}",
                "value": value[large], "unit": "ms", "floor": value[small],
                "ratio": round(value[large] / value[small], 3), "rows": 0,
            }
        )  # fmt: skip
    return grown


if __name__ == "__main__":
    sys.exit(main())
