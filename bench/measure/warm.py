"""Measures warm functions: many calls, one after another."""

import contextlib

from providers import providers
from subjects import AUTHORIZER, LIST, ME, WARM_ROUTES, WEBHOOK, nero, node, plain_java, runtime_cache, spring

CALLS = 2_000
WARM_UP = 200


def measure(database, rounds):
    """One row per round, subject and route: times and CPU time per call in milliseconds, commands to the database per call, and
    peak memory."""
    express, plain, boot = node('express'), node('node'), spring()
    subjects = [pair for route in WARM_ROUTES for pair in (
        ('nero', _shipped(route.function), route), ('express', express, route), ('node', plain, route))]
    subjects += [('java', plain_java(), LIST), *(('spring', boot, route) for route in (LIST, ME))]
    subjects += [('nero', _shipped(route.function), route) for route in (AUTHORIZER, WEBHOOK)]
    with providers() as others, database.commands() as commands:
        return [{'subject': name, 'route': route.name} | _calls(subject, route, database, commands, others)
                for _ in range(rounds) for name, subject, route in subjects]


def _shipped(function):
    """A function as the template deploys it: with SnapStart."""
    return nero(function, (runtime_cache(),), snap_start=True)


def _calls(subject, route, database, commands, others):
    with contextlib.ExitStack() as stack:
        function = stack.enter_context(_started(subject, database, others))
        steps = [(function, route.events(database))]
        # The peers verify the token in the function.
        if subject.snap_start and route.authorized:
            authorizer = stack.enter_context(_started(_shipped(AUTHORIZER.function), database, others))
            steps.insert(0, (authorizer, AUTHORIZER.events(database)))
        for _ in range(WARM_UP):
            _request(steps)
        spent = -sum(each.cpu_ms() for each, _ in steps)
        sent = -commands()
        times = []
        for _ in range(CALLS):
            answer, took = _request(steps)
            times.append(took)
            if not route.answered(answer):
                raise SystemExit(f'Unexpected response from {subject.name}: {answer}')
        sent += commands()
        spent += sum(each.cpu_ms() for each, _ in steps)
        times.sort()
        return {'p50': times[CALLS // 2], 'p99': times[CALLS * 99 // 100], 'mean': sum(times) / CALLS,
                'cpu': spent / CALLS, 'commands': sent / CALLS, 'peak': function.peak_mb()}


@contextlib.contextmanager
def _started(subject, database, others):
    with subject.start(database, snapshot=subject.snap_start, more=others) as function:
        if subject.snap_start:
            function.restore()
        yield function


def _request(steps):
    """Calls the functions in turn. Returns the last response and the milliseconds of all."""
    total = 0
    for function, events in steps:
        answer, took = function.call(next(events))
        total += took
    return answer, total
