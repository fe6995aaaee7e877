"""What a browser loads for the first page and for the next one, compressed."""

import gzip
import re
from urllib.request import Request, urlopen

_LINKED = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_FONT = re.compile(r"url\([\"']?([^)\"']+\.woff2)")
_ELSEWHERE = re.compile(r'(?:src|href)="(https?://[^"]+)"')


def measure(address: str, cookies: dict[str, str], path: str = "/guichet/") -> dict:
    """Kilobytes with everything and of the page alone; what is asked of another host."""
    page = _load(address + path, cookies)
    html = page["text"]
    linked = set(_LINKED.findall(html))
    parts = [_load(address + each, cookies) for each in sorted(linked)]
    # Every font that a style sheet names, though a browser takes only those that it needs.
    fonts = {each.rpartition("/")[2] for part in parts for each in _FONT.findall(part["text"])}
    folders = {each.rpartition("/")[0] for each in linked if each.endswith(".css")}
    parts += [_font(address, sorted(folders), name) for name in sorted(fonts)]
    after = page["bytes"]
    return {
        "first_kilobytes": round((after + sum(part["bytes"] for part in parts)) / 1024, 1),
        "next_kilobytes": round(after / 1024, 1),
        "files": len(parts),
        "elsewhere": sorted(set(_ELSEWHERE.findall(html))),
    }


def _font(address: str, folders: list[str], name: str) -> dict:
    for folder in folders:
        for below in ("", "fonts/"):
            try:
                return _load(f"{address}{folder}/{below}{name}", {})
            except OSError:
                continue
    return {"bytes": 0, "text": ""}


def _load(url: str, cookies: dict[str, str]) -> dict:
    said = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with urlopen(Request(url, headers={"Cookie": said, "Accept-Encoding": "gzip"})) as answer:
        body = answer.read()
        zipped = answer.headers.get("Content-Encoding") == "gzip"
    plain = gzip.decompress(body) if zipped else body
    # Pages are not compressed by us but by the server in front: counted as it would send them.
    wire = len(body) if zipped or not plain.startswith(b"<!") else len(gzip.compress(plain))
    return {"bytes": wire, "text": plain.decode("utf-8", "replace")}
