"""Measures response times of bin/start for one client, from a thousand templates and users to a million of each."""

import contextlib
import random
import statistics
import urllib.parse

from database import Database
from servers import API, Client, nero_server

SIZES = (1_000, 10_000, 100_000, 1_000_000)
CALLS = 400
SIGN_INS = 150
WARM_UP = 300


def measure(rounds):
    """Each size has its own database. The sizes take turns, so that other load on the machine affects all of them."""
    with contextlib.ExitStack() as stack:
        databases = {size: stack.enter_context(Database('growth')) for size in SIZES}
        for size, database in databases.items():
            database.fill(size, size)
        return [row for _ in range(rounds) for size, database in databases.items() for row in _measure_size(database, size)]


def _measure_size(database, size):
    with nero_server(database) as server:
        rows = [{'size': size} | row for row in _measure_routes(server, size)]
        return [*rows, {'size': size, 'route': 'memory', 'rss': server.rss_mb()}]


def _measure_routes(server, size):
    caller = server.client()
    paths = {'list': f'{API}/templates', 'popular': f'{API}/templates?sort=popular',
             'search': f'{API}/templates?search={urllib.parse.quote("neon rain")}',
             'search without results': f'{API}/templates?search=zebra', 'favorites': f'{API}/templates/favorites'}
    for path in paths.values():
        for _ in range(WARM_UP):
            caller.call('GET', path)
    for name, path in paths.items():
        times = [caller.call('GET', path)[1] for _ in range(CALLS)]
        yield {'route': name, 'p50': statistics.median(times)}
    phones = random.Random(1)
    times = [_sign_in(server.port, f'+9890{phones.randrange(size):08d}') for _ in range(SIGN_INS + 50)][50:]
    yield {'route': 'sign-in', 'p50': statistics.median(times)}


def _sign_in(port, phone):
    """Milliseconds of both requests of a sign-in, without reading the SMS."""
    guest = Client(port)
    _, sent = guest.call('POST', f'{API}/auth/send-code', {'phoneNumber': phone})
    messages, _ = guest.call('GET', f'/_local/outbox?phoneNumber={urllib.parse.quote(phone)}')
    code = messages['messages'][0]['body'].split()[0]
    _, verified = guest.call('POST', f'{API}/auth/verify-code', {'phoneNumber': phone, 'code': code})
    return sent + verified
