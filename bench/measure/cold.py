"""Measures cold starts: the time from the start of a process to its first response."""

from providers import providers
from subjects import LIST, ME, OWN_ROUTES, ROUTES, aot, nero, node, package, plain_java, runtime_cache, spring


def once(subject, route, database, tls, others):
    """Milliseconds until the process asks for its first event and until its first response, and peak memory until then."""
    with subject.start(database, tls, route.memory, more=others) as function:
        answer, first = function.call(next(route.events(database)))
        if not route.answered(answer):
            raise SystemExit(f'Unexpected response from {subject.name}: {answer}')
        return {'init': function.init_ms, 'first': first, 'total': function.init_ms + first, 'peak': function.peak_mb()}


def measure(database, rounds):
    """One row per subject, route, connection and round."""
    cache = runtime_cache()
    package(dict.fromkeys(route.function for route in (*ROUTES, *OWN_ROUTES)))
    express, plain, boot = node('express'), node('node'), spring()
    subjects = [pair for route in (*ROUTES, *OWN_ROUTES) for pair in (
        ('nero', nero(route.function, (cache,)), route),
        ('nero, no cache', nero(route.function), route),
        ('nero, AOT packaging', aot(route.function), route),
        ('nero, cache on Lambda\'s Java', aot(route.function, 'cache'), route))]
    subjects += [pair for route in ROUTES for pair in (('express', express, route), ('node', plain, route))]
    subjects += [('java', plain_java(), LIST), *(('spring', boot, route) for route in (LIST, ME))]
    rows = []
    with providers() as others:
        for number in range(rounds):
            for tls in (False, True):
                # Rotates the order, so that a subject does not always run after the same other one.
                shift = number * 5 % len(subjects)
                for name, subject, route in subjects[shift:] + subjects[:shift]:
                    rows.append({'subject': name, 'route': route.name, 'tls': tls}
                                | once(subject, route, database, tls, others))
    return rows
