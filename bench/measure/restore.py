"""First calls behind a restore from a snapshot, as far as one machine can tell: what runs before the snapshot, what runs
behind it, and the first event, at the share of a processor that Lambda gives; beside cold starts at the same share.

A real restore also reads the memory of the snapshot back, which is not in these figures.
"""

from machine import share_of
from subjects import LIST, OF_PEOPLE, nero, node
from twilio import twilio

MEMORIES = (1024, 512)


def measure(database, rounds):
    """Milliseconds of each restore with its first answer, and of each cold start of the peer."""
    express = node('express')
    rows = []
    with twilio() as sms:
        for _ in range(rounds):
            for memory in MEMORIES:
                with share_of(memory) as share, express.start(database, True, memory, share=share) as function:
                    answer, first = function.call(next(LIST.events(database)))
                    if not LIST.answered(answer):
                        raise SystemExit(f'express answers {answer}')
                    rows.append({'subject': 'express', 'route': LIST.name, 'memory': memory, 'init': function.init_ms,
                                 'first': first, 'total': function.init_ms + first})
                for route in OF_PEOPLE:
                    rows.append({'subject': 'nero', 'route': route.name, 'memory': memory}
                                | _restored(route, database, memory, sms))
    return rows


def _restored(route, database, memory, sms):
    with share_of(memory) as share:
        with nero(route.function).start(database, True, memory, snapshot=True, more=sms) as function:
            share.hold(function.process.pid)
            restore = function.restore()
            answer, first = function.call(next(route.events(database)))
            if not route.answered(answer):
                raise SystemExit(f'{route.name} answers {answer}')
            return {'init': function.snapshot_ms, 'restore': restore, 'first': first, 'total': restore + first}
