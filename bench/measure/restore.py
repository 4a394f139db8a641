"""Measures first calls after a restore from a snapshot, as far as possible without Lambda, and cold starts of the peer.

A measured restore consists of the hooks after the snapshot and the first event, at the share of a processor that Lambda gives. A
real restore also reads the memory of the snapshot, which these times do not include.
"""

from machine import share_of
from providers import providers
from subjects import ALL_ROUTES, LIST, nero, node

MEMORIES = (1024, 512)


def measure(database, rounds):
    """One row per restore, and per cold start of the peer."""
    express = node('express')
    rows = []
    with providers() as others:
        for _ in range(rounds):
            for memory in MEMORIES:
                with share_of(memory) as share, express.start(database, True, memory, share=share) as function:
                    answer, first = function.call(next(LIST.events(database)))
                    if not LIST.answered(answer):
                        raise SystemExit(f'Unexpected response from express: {answer}')
                    rows.append({'subject': 'express', 'route': LIST.name, 'memory': memory, 'init': function.init_ms,
                                 'first': first, 'total': function.init_ms + first})
                for route in ALL_ROUTES:
                    rows.append({'subject': 'nero', 'route': route.name, 'memory': memory}
                                | _restored(route, database, memory, others))
    return rows


def _restored(route, database, memory, others):
    with share_of(memory) as share:
        with nero(route.function, snap_start=True).start(database, True, memory, snapshot=True, more=others) as function:
            share.add(function.process.pid)
            restore = function.restore()
            answer, first = function.call(next(route.events(database)))
            if not route.answered(answer):
                raise SystemExit(f'Unexpected response from {route.name}: {answer}')
            return {'init': function.snapshot_ms, 'restore': restore, 'first': first, 'total': restore + first}
