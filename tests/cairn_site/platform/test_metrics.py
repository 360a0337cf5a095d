from __future__ import annotations

import re

from cairn_site.platform import metrics, ports

LINE = re.compile(r'[a-z_]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? [0-9.e+]+|# (HELP|TYPE) .+')


def lines() -> list[str]:
    return metrics.render().splitlines()


def value(start: str) -> float:
    (line,) = [line for line in lines() if line.startswith(start)]
    return float(line.rpartition(" ")[2])


def test_every_line_is_as_prometheus_reads_it() -> None:
    metrics.count_request(method="GET", route="landing", status=200, seconds=0.003)

    assert [line for line in lines() if not LINE.fullmatch(line)] == []


def test_each_name_has_one_type_and_its_lines_stand_together() -> None:
    names = [line.split()[2] for line in lines() if line.startswith("# TYPE")]

    assert len(names) == len(set(names))


def test_a_request_is_counted_by_route_method_status_and_time() -> None:
    for seconds in (0.003, 0.02, 60.0):
        metrics.count_request(method="GET", route="counted", status=200, seconds=seconds)

    assert value('cairn_requests_total{route="counted",method="GET",status="200"') == 3
    assert value('cairn_request_seconds_count{route="counted"') == 3
    buckets = {
        bound: float(line.rpartition(" ")[2])
        for line in lines()
        if line.startswith('cairn_request_seconds_bucket{route="counted"')
        for bound in re.findall(r'le="([^"]+)"', line)
    }
    assert (buckets["0.005"], buckets["0.025"], buckets["5.0"], buckets["+Inf"]) == (1, 2, 2, 3)


def test_a_made_up_method_makes_no_new_line() -> None:
    for method in ("X1", "X2"):
        metrics.count_request(method=method, route="odd", status=405, seconds=0)

    assert value('cairn_requests_total{route="odd",method="other"') == 2


def test_other_apps_add_their_numbers() -> None:
    ports.gauges.register("test", lambda: [("cairn_awards", 'state="made"', 7)])
    found = value("cairn_awards{")
    ports.gauges.withdraw("test")

    assert found == 7


def test_jobs_mail_and_events_are_counted() -> None:
    assert value('cairn_jobs{state="waiting"}') == 0
    assert value('cairn_mail{state="failed"}') == 0
    assert value('cairn_event_deliveries{state="given_up"}') == 0
