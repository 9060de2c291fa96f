"""What readers by other people make of a published site: its folder as JSON on stdin, answers on stdout."""

import contextlib
import functools
import http.server
import json
import os
import pathlib
import sys
import tempfile
import threading
import xml.etree.ElementTree

import feedparser
import icalendar


def well_formed(site):
    """Names of the files that a strict XML parser reads to their end."""
    read = []
    for ending in ("atom", "rss", "svg", "xml"):
        for file in sorted(site.rglob(f"*.{ending}")):
            xml.etree.ElementTree.parse(file)
            read.append(str(file.relative_to(site)))
    return read


def feed(file):
    parsed = feedparser.parse(file.read_bytes())
    return {
        "bozo": bool(parsed.bozo),
        "version": parsed.version,
        "title": parsed.feed.title,
        "entries": [
            {"id": entry.id, "title": entry.title, "link": entry.link, "html": entry.summary}
            for entry in parsed.entries
        ],
    }


def calendar(file):
    parsed = icalendar.Calendar.from_ical(file.read_bytes())
    return [
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "start": event.decoded("DTSTART").isoformat(),
            "errors": [str(error) for error in event.errors],
        }
        for event in parsed.walk("VEVENT")
    ]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def exported(site):
    """Metrics of statuspage-prometheus-exporter after one pass over the site."""
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        url = f"http://127.0.0.1:{server.server_port}/api/v2/summary.json"
        services = {"site": {"url": url, "name": "Site"}}
        pathlib.Path("services.json").write_text(json.dumps(services))
        with contextlib.redirect_stdout(sys.stderr):
            from statuspage_prometheus_exporter import status_monitoring

            status_monitoring.run_once()
        text = pathlib.Path("metrics/statuspage.prom").read_text()
        os.chdir("/")
    server.shutdown()
    return text


site = pathlib.Path(json.load(sys.stdin)["site"])
answer = {
    "wellFormed": well_formed(site),
    "atom": feed(site / "feed.atom"),
    "rss": feed(site / "feed.rss"),
    "calendar": calendar(site / "maintenance.ics"),
    "metrics": exported(site),
}
json.dump(answer, sys.stdout)
