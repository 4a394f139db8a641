"""Writes what was measured as one page with its bars and plots."""

import json
import statistics

import cost
from machine import ROOT
from plot import bars
from subjects import MEMORY_MB, OF_PEOPLE, ROUTES, jar_of

RESULTS = ROOT / 'bench' / 'results'
NAMES = [route.name for route in ROUTES]
SECURE = {False: 'plain', True: 'TLS'}


def load(part):
    file = RESULTS / f'{part}.json'
    return json.loads(file.read_text()) if file.exists() else None


def save(part, about, rows):
    RESULTS.mkdir(exist_ok=True)
    lines = ',\n'.join(json.dumps({key: round(value, 3) if isinstance(value, float) else value
                                   for key, value in row.items()}) for row in rows)
    (RESULTS / f'{part}.json').write_text(f'{{"about": {json.dumps(about)}, "rows": [\n{lines}\n]}}\n')


def values(rows, figure, **wanted):
    return [row[figure] for row in rows if figure in row and all(row.get(key) == value for key, value in wanted.items())]


def median(rows, figure, **wanted):
    return statistics.median(values(rows, figure, **wanted))


class Bars:
    """What was promised, beside what was measured."""

    def __init__(self):
        self._lines = []

    def at_most(self, what, bar, measured, within=''):
        self._add(what, f'≤ {bar}', measured, measured <= bar, within)

    def at_least(self, what, bar, measured, within=''):
        self._add(what, f'≥ {bar}', measured, measured >= bar, within)

    def _add(self, what, bar, measured, met, within):
        self._lines.append(f'| {what} | {bar} | {measured:.2f} | {"met" if met else "**not met**"} | {within} |')

    def table(self):
        return ['| what | bar | measured | | within reach |', '|---|---|---|---|---|', *self._lines]


def write():
    parts = {name: load(name) for name in ('cold', 'restore', 'warm', 'load', 'growth')}
    promised = Bars()
    sections = []
    for name, section in (('cold', _cold), ('restore', _restore), ('warm', _warm), ('load', _load), ('growth', _growth)):
        if parts[name]:
            sections += ['', *section(parts[name]['rows'], promised), '', f'Measured: {_about(parts[name]["about"])}.']
    if parts['cold'] and parts['warm']:
        sections += ['', *_cost(parts['cold']['rows'], parts['warm']['rows'])]
    _sizes(promised)
    text = ['# Results', '', 'Written by `bench/all`; [`bench/README.md`](../README.md) says how it measures. Ratios are to the',
            'peer in Express in the same run, of medians. **Within reach** is what the same run shows to be possible: what the least takes',
            'that one can write in Java, which checks and counts nothing, and what the database can answer at what the peer asks of it.', '', *promised.table(), *sections]
    (RESULTS / 'README.md').write_text('\n'.join(text) + '\n')


def _about(about):
    return ', '.join(f'{key} {value}' if key in ('java', 'node', 'commit') else str(value) for key, value in about.items())


def _ratio(rows, figure, subject, peer='express', **wanted):
    return median(rows, figure, subject=subject, **wanted) / median(rows, figure, subject=peer, **wanted)


def _plain(rows, figure, **wanted):
    """What the least takes that one can write in Java."""
    return f'{_ratio(rows, figure, "java", **wanted):.2f} in plain Java' if values(rows, figure, subject='java', **wanted) else ''


def _plot(file, *what):
    (RESULTS / file).write_text(bars(*what))
    return f'![{what[0]}]({file})'


def _subjects(rows):
    return list(dict.fromkeys(row['subject'] for row in rows))


def _cold(rows, promised):
    for subject, limits in (('nero', {False: 1.0, True: 1.3}), ('nero, AOT packaging', {False: 0.5, True: 0.85})):
        for tls, limit in limits.items():
            for route in NAMES:
                promised.at_most(f'cold, {subject}, {SECURE[tls]}: {route}', limit,
                                 _ratio(rows, 'total', subject, route=route, tls=tls),
                                 _plain(rows, 'total', route=route, tls=tls) if subject == 'nero' else '')
    for tls in (False, True):
        for route in NAMES:
            promised.at_most(f'peak memory of a cold start, {SECURE[tls]}: {route}', 0.45,
                             _ratio(rows, 'peak', 'nero', route=route, tls=tls), _plain(rows, 'peak', route=route, tls=tls))
    subjects = _subjects(rows)
    lines = ['## Cold starts', '', 'Milliseconds from the start of the process; **init** until it asks for its first event, **first**',
             'until its first answer behind it; peak resident memory in MiB until then.', '',
             '| route | database | subject | init | first | total: min | median | max | ÷ Express | peak |',
             '|---|---|---|---|---|---|---|---|---|---|']
    for route in NAMES:
        for tls in (False, True):
            for subject in subjects:
                wanted = {'subject': subject, 'route': route, 'tls': tls}
                totals = values(rows, 'total', **wanted)
                if totals:
                    lines.append(f'| {route} | {SECURE[tls]} | {subject} | {median(rows, "init", **wanted):.0f} '
                                 f'| {median(rows, "first", **wanted):.0f} | {min(totals):.0f} | {statistics.median(totals):.0f} '
                                 f'| {max(totals):.0f} | {_ratio(rows, "total", subject, route=route, tls=tls):.2f} '
                                 f'| {median(rows, "peak", **wanted):.0f} |')
    groups = {f'{route}, {SECURE[tls]}': {subject: statistics.median(values(rows, 'total', subject=subject, route=route, tls=tls)
                                                                    or [0]) or None for subject in subjects}
              for route in NAMES for tls in (False, True)}
    return [*lines, '', _plot('cold.svg', 'Cold start to the first answer', 'ms', groups, subjects)]


def _restore(rows, promised):
    memories = sorted({row['memory'] for row in rows}, reverse=True)
    lines = ['## First call behind a restore', '', 'With TLS to the database, at the share of a processor that the memory brings;',
             'milliseconds, median (max). A real restore also reads the snapshot back, which no figure here holds.', '',
             '| route | ' + ' | '.join(f'{memory} MB | ÷ Express cold' for memory in memories) + ' |',
             '|---|' + '---|---|' * len(memories)]
    for route in OF_PEOPLE:
        cells = []
        for memory in memories:
            peer = median(rows, 'total', subject='express', memory=memory)
            mine = values(rows, 'total', subject='nero', route=route.name, memory=memory)
            promised.at_most(f'first call behind a restore, {memory} MB: {route.name}', 0.1, statistics.median(mine) / peer)
            cells.append(f'{statistics.median(mine):.0f} ({max(mine):.0f}) | {statistics.median(mine) / peer:.2f}')
        lines.append(f'| {route.name} | ' + ' | '.join(cells) + ' |')
    lines.append('| Express, cold | ' + ' | '.join(f'{median(rows, "total", subject="express", memory=memory):.0f} | 1'
                                                  for memory in memories) + ' |')
    groups = {f'{memory} MB': {'nero, slowest route': max(median(rows, 'total', subject='nero', route=route.name, memory=memory)
                                                          for route in OF_PEOPLE),
                               'nero, list': median(rows, 'total', subject='nero', route='list', memory=memory),
                               'express, cold': median(rows, 'total', subject='express', memory=memory)} for memory in memories}
    return [*lines, '', _plot('restore.svg', 'First call behind a restore', 'ms', groups,
                              ['nero, list', 'nero, slowest route', 'express, cold'])]


def _warm(rows, promised):
    for figure, what, bar in (('p50', 'warm p50', 0.4), ('cpu', 'warm CPU a call', 0.3)):
        promised.at_most(f'{what}: list', bar, _ratio(rows, figure, 'nero', route='list'), _plain(rows, figure, route='list'))
    for route in NAMES:
        promised.at_most(f'peak memory after 2,200 calls: {route}', 0.45, _ratio(rows, 'peak', 'nero', route=route),
                         _plain(rows, 'peak', route=route))
    lines = ['## Warm functions', '', '2,000 calls one after another behind 200 others; milliseconds, medians of the rounds.', '',
             '| route | subject | p50 | p99 | CPU a call | ÷ Express: p50 | CPU | peak memory, MiB |', '|---|---|---|---|---|---|---|---|']
    for route in dict.fromkeys(row['route'] for row in rows):
        for subject in _subjects(rows):
            wanted = {'subject': subject, 'route': route}
            if values(rows, 'p50', **wanted):
                ratios = (f'{_ratio(rows, "p50", subject, route=route):.2f} | {_ratio(rows, "cpu", subject, route=route):.2f}'
                          if values(rows, 'p50', subject='express', route=route) else '| ')
                lines.append(f'| {route} | {subject} | {median(rows, "p50", **wanted):.2f} | {median(rows, "p99", **wanted):.2f} '
                             f'| {median(rows, "cpu", **wanted):.2f} | {ratios} | {median(rows, "peak", **wanted):.0f} |')
    groups = {route: {subject: statistics.median(values(rows, 'cpu', subject=subject, route=route) or [0]) or None
                      for subject in _subjects(rows)} for route in NAMES}
    return [*lines, '', _plot('warm.svg', 'Processor time of a warm call', 'ms', groups, _subjects(rows))]


def _load(rows, promised):
    lines = ['## As ordinary servers', '', '`bin/start` and the peer over HTTP, 16 connections of wrk; the server on one processor alone, and',
             'on all of them beside the database and wrk. Medians of the rounds; behind them what processor time a request took.', '',
             '| processors | requests | subject | requests a second | p50, ms | p99, ms | memory, MiB | server, ms | database, ms |',
             '|---|---|---|---|---|---|---|---|---|']
    routes = list(dict.fromkeys(row['route'] for row in rows))
    places = list(dict.fromkeys(row['processors'] for row in rows))
    for place in places:
        wanted = {'route': 'mix', 'processors': place}
        # What one processor of the database would answer that had no more to do than for the peer.
        most = 1000 / median(rows, 'database', subject='express', **wanted) / median(rows, 'rps', subject='express', **wanted)
        promised.at_least(f'requests a second, mix, {place}', 5, _ratio(rows, 'rps', 'nero', **wanted),
                          f'{most:.1f} for each processor of the database')
        promised.at_most(f'p99 of the mix, {place}', 1, _ratio(rows, 'p99', 'nero', **wanted))
        for route in routes:
            for subject in ('nero', 'express'):
                wanted = {'route': route, 'processors': place, 'subject': subject}
                lines.append(f'| {place} | {route} | {subject} | {median(rows, "rps", **wanted):,.0f} | {median(rows, "p50", **wanted):.1f} '
                             f'| {median(rows, "p99", **wanted):.1f} | {median(rows, "rss", **wanted):.0f} '
                             f'| {median(rows, "cpu", **wanted):.2f} | {median(rows, "database", **wanted):.2f} |')
    groups = {f'{route}, {place}': {subject: median(rows, 'rps', route=route, processors=place, subject=subject)
                                    for subject in ('nero', 'express')} for place in places for route in routes}
    return [*lines, '', _plot('load.svg', 'Requests a second over HTTP', '1/s', groups, ['nero', 'express'])]


def _growth(rows, promised):
    sizes = sorted({row['size'] for row in rows})
    routes = [route for route in dict.fromkeys(row['route'] for row in rows) if route != 'memory']
    lines = ['## Growth', '', 'Median milliseconds of one caller of `bin/start`, among so many templates and as many people.', '',
             '| route | ' + ' | '.join(f'{size:,}' for size in sizes) + ' | largest ÷ smallest |', '|---|' + '---|' * (len(sizes) + 1)]
    for route in routes:
        times = [median(rows, 'p50', route=route, size=size) for size in sizes]
        promised.at_most(f'{sizes[-1]:,} against {sizes[0]:,}: {route}', 1.5, times[-1] / times[0])
        lines.append(f'| {route} | ' + ' | '.join(f'{time:.2f}' for time in times) + f' | {times[-1] / times[0]:.2f} |')
    lines.append('| memory of bin/start, MiB | ' + ' | '.join(f'{median(rows, "rss", route="memory", size=size):.0f}' for size in sizes) + ' | |')
    groups = {route: {f'{size:,}': median(rows, 'p50', route=route, size=size) for size in sizes} for route in routes}
    return [*lines, '', _plot('growth.svg', 'Answers while the data grows', 'ms', groups, [f'{size:,}' for size in sizes])]


def _cost(cold, warm):
    gate = cost.dollars_per_million(MEMORY_MB, median(warm, 'mean', subject='nero', route='authorizer'),
                                    median(warm, 'mean', subject='nero', route='authorizer'))
    lines = ['## Cost', '', f'Dollars of Lambda for a million requests, {MEMORY_MB} MB, computed from the times above (plain, one cold start in a',
             'hundred); Nero with its authorizer before each request, which API Gateway spares most signed-in ones. Prices:',
             f'{cost.DOLLARS_PER_GB_SECOND} a GB-second, {cost.DOLLARS_PER_REQUEST * 1e6:.2f} a million requests.', '',
             '| route | Nero | of it the authorizer | Express | Nero ÷ Express |', '|---|---|---|---|---|']
    for route in NAMES:
        own, peer = (cost.dollars_per_million(MEMORY_MB, median(warm, 'mean', subject=subject, route=route),
                                              median(cold, 'total', subject=subject, route=route, tls=False))
                     for subject in ('nero', 'express'))
        lines.append(f'| {route} | {own + gate:.2f} | {gate:.2f} | {peer:.2f} | {(own + gate) / peer:.2f} |')
    return lines


def _sizes(promised):
    limits = {'authorizer': 3, 'templates': 6}
    for function in ['authorizer', 'templates', *sorted({it.parent.parent.name for it in ROOT.glob('functions/*/target/*-lambda.jar')}
                                                        - limits.keys())]:
        promised.at_most(f'packaged jar, MB: {function}', limits.get(function, 20), jar_of(function).stat().st_size / 1e6)
