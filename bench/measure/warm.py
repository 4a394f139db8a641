"""Measures warm functions: many calls, one after another."""

from providers import providers
from subjects import AUTHORIZER, LIST, ME, ROUTES, WEBHOOK, nero, node, plain_java, runtime_cache, spring

CALLS = 2_000
WARM_UP = 200


def measure(database, rounds):
    """One row per round, subject and route: times and CPU time per call in milliseconds, and peak memory."""
    cache = runtime_cache()
    express, plain, boot = node('express'), node('node'), spring()
    subjects = [pair for route in ROUTES for pair in (
        ('nero', nero(route.function, (cache,)), route), ('express', express, route), ('node', plain, route))]
    subjects += [('java', plain_java(), LIST), *(('spring', boot, route) for route in (LIST, ME))]
    subjects += [('nero', nero(route.function, (cache,)), route) for route in (AUTHORIZER, WEBHOOK)]
    with providers() as others:
        return [{'subject': name, 'route': route.name} | _calls(subject, route, database, others)
                for _ in range(rounds) for name, subject, route in subjects]


def _calls(subject, route, database, others):
    events = route.events(database)
    with subject.start(database, more=others) as function:
        for _ in range(WARM_UP):
            function.call(next(events))
        began = function.cpu_ms()
        times = []
        for _ in range(CALLS):
            answer, took = function.call(next(events))
            times.append(took)
            if not route.answered(answer):
                raise SystemExit(f'Unexpected response from {subject.name}: {answer}')
        times.sort()
        return {'p50': times[CALLS // 2], 'p99': times[CALLS * 99 // 100], 'mean': sum(times) / CALLS,
                'cpu': (function.cpu_ms() - began) / CALLS, 'peak': function.peak_mb()}
