"""Pages in headless Chromium: what they load, what they write into themselves, and what lies over something else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=60000",
)
_SECURITY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
# Shows each page in a frame of each width, and then writes down what it found there. A text lies over something else if
# it sticks out of the cell that holds it.
_HARNESS = """<!doctype html><meta charset="utf-8"><title>harness</title><body><pre id="found"></pre><script>
const pages = PAGES, widths = WIDTHS, found = [];
function stickingOut(page) {
  const out = [];
  for (const cell of page.querySelectorAll("td, th")) {
    const box = cell.getBoundingClientRect(), text = page.createRange();
    text.selectNodeContents(cell);
    for (const line of text.getClientRects())
      if (line.width && line.height && (line.left < box.left - 1 || line.right > box.right + 1
          || line.top < box.top - 1 || line.bottom > box.bottom + 1)) {
        out.push([cell.tagName, cell.textContent.slice(0, 60),
                  line.left - box.left, box.right - line.right, line.top - box.top, box.bottom - line.bottom]);
        break;
      }
  }
  return out;
}
async function look(page, width) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border: 0; height: 900px; width: " + width + "px";
  frame.src = "/page/" + page;
  const loaded = new Promise(resolve => frame.onload = resolve);
  document.body.append(frame);
  await loaded;
  await new Promise(resolve => setTimeout(resolve, 200));
  const inner = frame.contentDocument, root = inner.documentElement;
  found.push({page: pages[page], width, title: inner.title, scripts: inner.scripts.length,
              address: frame.contentWindow.location.pathname === "/page/" + page, frames: frame.contentWindow.length,
              across: root.scrollWidth,
              columns: Math.max(1, ...Array.from(inner.querySelectorAll("tr"), row => row.cells.length)), out: stickingOut(inner)});
  frame.remove();
}
(async () => {
  for (let page = 0; page < pages.length; page++) for (const width of widths) await look(page, width);
  document.getElementById("found").textContent = JSON.stringify(found);
})();
</script></body>"""


class _Server(ThreadingHTTPServer):
    """Serves texts by their path, and notes every path that is asked for."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.texts = {}
        self.asked = []


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        """Answer with the text of the path."""
        self.server.asked.append(self.path)
        text = self.server.texts.get(self.path)
        self.send_response(200 if text is not None else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((text or "").encode())

    def log_message(self, *_):
        """Print nothing."""


@contextmanager
def serving():
    """A server on a free port of this machine; it notes what is asked for in `asked`."""
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def looked_at(server, pages, widths=(800, 1600)):
    """What Chromium finds in each page of a mapping from names to HTML, at each width, and what else it asked for.

    The pages are shown without their own security policy, so that nothing but their text keeps a script from running.
    """
    names = list(pages)
    for place, page in enumerate(pages.values()):
        server.texts[f"/page/{place}"] = _SECURITY.sub("", page)
    harness = _HARNESS.replace("PAGES", json.dumps(names).replace("<", "\\u003c")).replace("WIDTHS", str(list(widths)))
    server.texts["/"] = harness
    before = len(server.asked)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        address = f"http://127.0.0.1:{server.server_port}/"
        command = [CHROMIUM, *_OPTIONS, f"--user-data-dir={profile}", "--dump-dom", address]
        dumped = subprocess.run(command, capture_output=True, timeout=240, check=True).stdout.decode()
    shown = re.search(r'<pre id="found">(.*?)</pre>', dumped, re.DOTALL)
    allowed = {"/", "/favicon.ico", *(f"/page/{place}" for place in range(len(names)))}
    others = [path for path in server.asked[before:] if path not in allowed]
    return json.loads(unescape(shown[1])), others


def photographed(page, path, width=1600, height=1200):
    """Write a PNG file of a page, for people to look at."""
    with serving() as server, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        server.texts["/"] = page
        size = f"--window-size={width},{height}"
        address = f"http://127.0.0.1:{server.server_port}/"
        command = [CHROMIUM, *_OPTIONS, f"--user-data-dir={profile}", size, f"--screenshot={path}", address]
        subprocess.run(command, capture_output=True, timeout=240, check=True)
