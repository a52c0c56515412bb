"""The contract as one page of HTML: written here from the document, without a script, fetching nothing."""

import base64
import hashlib
import json
from collections.abc import Iterator
from html import escape
from typing import Any

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#8882}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}
details{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;padding:.5rem .75rem}
summary{cursor:pointer}code,pre{font:.875rem/1.45 ui-monospace,monospace}
pre{background:var(--soft);border-radius:6px;padding:.75rem;overflow:auto}
.method{display:inline-block;min-width:4.5rem;font-weight:600}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);padding:.25rem .5rem;
text-align:left;vertical-align:top}
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
CSP = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def page(document: dict[str, Any]) -> str:
    """The page; everything of the document is escaped."""
    info = document["info"]
    parts = "".join(_operations(document))
    schemas = "".join(_schema(name, one) for name, one in document["components"]["schemas"].items())
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>MediaDL API {escape(info["version"])}</title>'
        f"<style>{_STYLE}</style><h1>MediaDL API {escape(info['version'])}</h1>"
        f"<p>{escape(info['description'])}</p>{parts}<h2>Models</h2>{schemas}</html>"
    )


def _operations(document: dict[str, Any]) -> Iterator[str]:
    by_tag: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            by_tag.setdefault(operation["tags"][0], []).append(_operation(method, path, operation))
    for tag, operations in by_tag.items():
        yield f"<h2>{escape(tag.capitalize())}</h2>{''.join(operations)}"


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td>{escape(status)}<td>{escape(one['description'])}"
        for status, one in operation["responses"].items()
    )
    scopes = operation.get("x-scopes")
    needs = f"<p>Needs the scope {escape(' or '.join(scopes))}.</p>" if scopes else "<p>Needs no token.</p>"
    sent = operation.get("requestBody")
    body = f"<p>Body:</p>{_json(sent['content'])}" if sent else ""
    asked = f"<p>Parameters:</p>{_json(operation['parameters'])}" if operation["parameters"] else ""
    return (
        f'<details><summary><span class="method">{method.upper()}</span> <code>{escape(path)}</code> '
        f"{escape(operation['summary'])}</summary>{needs}{asked}{body}<table>{rows}</table></details>"
    )


def _schema(name: str, schema: dict[str, Any]) -> str:
    return f"<details><summary><code>{escape(name)}</code></summary>{_json(schema)}</details>"


def _json(value: Any) -> str:
    return f"<pre>{escape(json.dumps(value, indent=2, ensure_ascii=False))}</pre>"
