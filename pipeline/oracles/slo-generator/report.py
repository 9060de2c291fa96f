"""Reports of Google's slo-generator on given counts: questions as JSON on stdin, reports on stdout."""

import json
import sys

from slo_generator.report import SLOReport


class Counted(SLOReport):
    """A report whose backend is the question itself."""

    def run_backend(self, config, backend, client=None, delete=False):
        return config["counts"]


def report_on(question):
    config = {
        "metadata": {"name": "oracle"},
        "spec": {"description": "", "goal": question["goal"], "method": "", "backend": ""},
        "counts": (question["good"], question["bad"]),
    }
    step = {
        "name": "step",
        "window": 86400,
        "burn_rate_threshold": question["threshold"],
        "alert": True,
        "message_alert": "",
        "message_ok": "",
    }
    return Counted(config, {}, step, timestamp=0).to_json()


json.dump([report_on(question) for question in json.load(sys.stdin)], sys.stdout)
