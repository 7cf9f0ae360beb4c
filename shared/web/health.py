"""Is it alive, is it ready, how is it: for the supervisor, the proxy and Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app, jsonify
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily
from sqlalchemy import text

from shared import stalls
from shared.db import DatabaseAway
from shared.messaging import audit
from shared.web.access import public


class _LoopStalls:
    def collect(self) -> Iterator[CounterMetricFamily]:
        yield CounterMetricFamily("liandong_loop_stalls", "Stalls of the loop over 50 ms", value=stalls.seen.count)


def blueprint(service: str) -> Blueprint:
    """`/<service>/-/live`, `/-/ready` and `/-/metrics`."""
    health = Blueprint("health", __name__, url_prefix=f"/{service}/-")

    @health.get("/live")
    @public
    def live() -> Response:
        return jsonify(status="live")

    @health.get("/ready")
    @public
    def ready() -> tuple[Response, int]:
        try:
            with current_app.database.reading() as session:  # type: ignore[attr-defined]
                session.execute(text("SELECT 1 FROM subscription LIMIT 1"))
        except DatabaseAway:
            return jsonify(status="database away"), 503
        return jsonify(status="ready"), 200

    @health.get("/metrics")
    @public
    def metrics() -> Response:
        registry = CollectorRegistry()
        gauge = Gauge("liandong_events", "Events by what became of them", ["service", "state"], registry=registry)
        for state, count in audit.depths(service).items():
            gauge.labels(service, state).set(count)
        Gauge(
            "liandong_loop_longest_stall_seconds", "Longest time no green thread had a turn", registry=registry
        ).set(stalls.seen.longest)
        registry.register(_LoopStalls())
        return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")

    views: tuple[Any, ...] = (live, ready, metrics)
    for view in views:
        view.needs_no_database = True
    return health
