"""Writes bench/results/README.md and its plots from the recorded measurements."""

import json
import statistics
import textwrap

import cost
from machine import ROOT
from plot import bars
from subjects import MEMORY_MB, OWN_ROUTES, ROUTES, WARM_ROUTES, jar_of
from targets import Targets

RESULTS = ROOT / 'bench' / 'results'
NAMES = [route.name for route in ROUTES]
WARM_NAMES = [route.name for route in WARM_ROUTES]
DATABASE = {False: 'plain', True: 'TLS'}
WITH_TLS = {False: '', True: ' with TLS'}


def load(part):
    file = RESULTS / f'{part}.json'
    return json.loads(file.read_text()) if file.exists() else None


def save(part, about, rows):
    RESULTS.mkdir(exist_ok=True)
    lines = ',\n'.join(json.dumps({key: round(value, 3) if isinstance(value, float) else value
                                   for key, value in row.items()}) for row in rows)
    (RESULTS / f'{part}.json').write_text(f'{{"about": {json.dumps(about)}, "rows": [\n{lines}\n]}}\n')


def values(rows, figure, **filters):
    return [row[figure] for row in rows if figure in row and all(row.get(key) == value for key, value in filters.items())]


def median(rows, figure, **filters):
    return statistics.median(values(rows, figure, **filters))


def write():
    parts = {name: load(name) for name in ('cold', 'restore', 'warm', 'load', 'growth')}
    parts = {name: part for name, part in parts.items() if part}
    targets = Targets()
    details = []
    for name, section in (('cold', _cold), ('restore', _restore), ('warm', _warm), ('load', _load), ('growth', _growth)):
        if name in parts:
            details += ['', *section(parts[name]['rows'], targets), '', f'Measured: {_about(parts[name]["about"])}.']
    rows = {name: part['rows'] for name, part in parts.items()}
    if rows.keys() >= {'cold', 'warm'}:
        details += ['', *_cost(rows['cold'], rows['warm'])]
    _jars(targets)
    text = ['# Results', '', _introduction([part['about'] for part in parts.values()]), '', *_summary(rows), '', '## Missed targets', '',
            'Ratios to Express. In parentheses: the ratio of `java`, a minimal handler in Java, or the ratio that the database allows.', '',
            *targets.missed(), *details, '', '## Targets that are met', '', *targets.met()]
    (RESULTS / 'README.md').write_text('\n'.join(text) + '\n')


def _introduction(abouts):
    def of(key):
        return ' or '.join(dict.fromkeys(about[key] for about in abouts))

    java = of('java').removeprefix('OpenJDK Runtime Environment ').partition(' (')[0]
    return textwrap.fill(
        'On ' + of('date') + ', `bin/start` and the packaged functions of Nero were compared with the same routes written with Express and '
        'Mongoose, and with minimal handlers in Node.js and Java and a Spring Boot application. All ran in turn on one machine '
        f'({of("machine")}; {java}; Node.js {of("node")}), with the same requests and the same MongoDB. A ratio is the median of Nero '
        'divided by the median of Express in the same run. Lower is better, except for requests per second. '
        '[`bench/README.md`](../README.md) describes the method, and `bench/all` writes this page.', 125, break_on_hyphens=False)


def _summary(rows):
    """The ratios that matter."""
    lines = ['| | Nero ÷ Express |', '|---|---|']
    if 'restore' in rows:
        ratios = [_restore_ratio(rows['restore'], route, memory)
                  for route in _restored(rows['restore']) for memory in {row['memory'] for row in rows['restore']}]
        lines.append(f'| first call after a snapshot restore ÷ cold start of Express, both with TLS | {_range(ratios)} |')
    if 'cold' in rows:
        for subject, name in (('nero, AOT packaging', 'AOT packaging'), ('nero, cache on Lambda\'s Java', 'Lambda\'s Java with an AOT cache'),
                              ('nero', 'managed runtime')):
            for tls in (False, True) if values(rows['cold'], 'total', subject=subject) else ():
                lines.append(f'| cold start, {name}{WITH_TLS[tls]} | {_route_range(rows["cold"], "total", subject, tls=tls)} |')
        for tls in (False, True):
            lines.append(f'| peak memory of a cold start{WITH_TLS[tls]} | {_route_range(rows["cold"], "peak", "nero", tls=tls)} |')
    if 'warm' in rows:
        for route in WARM_NAMES:
            lines += [f'| warm call of {route}: {name} | {_ratio(rows["warm"], figure, "nero", route=route):.2f} |'
                      for figure, name in (('p50', 'median time'), ('cpu', 'CPU time'))]
        lines.append(f'| peak memory after 2,200 calls | {_route_range(rows["warm"], "peak", "nero")} |')
    if 'load' in rows:
        for figure, name in (('rps', 'requests per second'), ('p99', '99th percentile')):
            for place in dict.fromkeys(row['processors'] for row in rows['load']):
                ratio = _ratio(rows['load'], figure, 'nero', route='mix', processors=place)
                lines.append(f'| HTTP server, mix of requests, {place}: {name} | {ratio:.2f} |')
    if rows.keys() >= {'cold', 'warm'}:
        dollars = [_dollars(rows['cold'], rows['warm'], route) for route in ROUTES]
        lines.append(f'| cost of requests on Lambda | {_range([(nero + authorizer) / express for nero, authorizer, express in dollars])} |')
    if 'growth' in rows:
        sizes, ratios = _growth_ratios(rows['growth'])
        lines += ['', f'With {sizes[-1]:,} templates and users, requests take {_range(ratios.values())} × the time with {sizes[0]:,}.']
    return lines


def _range(ratios):
    low, high = f'{min(ratios):.2f}', f'{max(ratios):.2f}'
    return low if low == high else f'{low}–{high}'


def _route_range(rows, figure, subject, **filters):
    return _range([_ratio(rows, figure, subject, route=route, **filters) for route in NAMES])


def _restored(rows):
    """The routes that were restored."""
    return list(dict.fromkeys(row['route'] for row in rows if row['subject'] == 'nero'))


def _restore_ratio(rows, route, memory):
    """The first call after a restore, divided by a cold start of Express."""
    return (median(rows, 'total', subject='nero', route=route, memory=memory)
            / median(rows, 'total', subject='express', memory=memory))


def _about(about):
    return ', '.join(f'{key} {value}' if key in ('java', 'node', 'commit') else str(value) for key, value in about.items())


def _ratio(rows, figure, subject, peer='express', **filters):
    return median(rows, figure, subject=subject, **filters) / median(rows, figure, subject=peer, **filters)


def _minimal_java(rows, figure, **filters):
    """The ratio of the minimal handler in Java."""
    return f'`java` {_ratio(rows, figure, "java", **filters):.2f}' if values(rows, figure, subject='java', **filters) else ''


def _plot(file, *arguments):
    (RESULTS / file).write_text(bars(*arguments))
    return f'![{arguments[0]}]({file})'


def _subjects(rows):
    return list(dict.fromkeys(row['subject'] for row in rows))


def _cold_groups(rows, routes):
    """The route, connection and subject of each row in a table of cold starts."""
    for route in routes:
        for tls in (False, True):
            for subject in _subjects(rows):
                filters = {'route': route, 'tls': tls, 'subject': subject}
                if values(rows, 'total', **filters):
                    yield filters


def _cold_times(rows, filters):
    """The first cells of a row in a table of cold starts."""
    totals = values(rows, 'total', **filters)
    return (f'{filters["route"]} | {DATABASE[filters["tls"]]} | {filters["subject"]} | {median(rows, "init", **filters):.0f} '
            f'| {median(rows, "first", **filters):.0f} | {min(totals):.0f} | {statistics.median(totals):.0f} | {max(totals):.0f}')


def _cold(rows, targets):
    for tls, limit in {False: 1.0, True: 1.3}.items():
        for route in NAMES:
            targets.at_most('cold start on the managed runtime', route + WITH_TLS[tls], limit,
                            _ratio(rows, 'total', 'nero', route=route, tls=tls), _minimal_java(rows, 'total', route=route, tls=tls))
    for tls, limit in {False: 0.5, True: 0.85}.items():
        for route in NAMES:
            targets.at_most('cold start with AOT packaging', route + WITH_TLS[tls], limit,
                            _ratio(rows, 'total', 'nero, AOT packaging', route=route, tls=tls))
    for tls in (False, True):
        for route in NAMES:
            targets.at_most('peak memory of a cold start', route + WITH_TLS[tls], 0.45,
                            _ratio(rows, 'peak', 'nero', route=route, tls=tls), _minimal_java(rows, 'peak', route=route, tls=tls))
    subjects = _subjects(rows)
    lines = ['## Cold starts', '', 'Milliseconds from the start of the process. **init** ends when the process asks for its first event, and',
             '**first** is the time of the first call. The peak is the resident memory in MiB up to the first response.', '',
             '| route | database | subject | init | first | total: min | median | max | ÷ Express | peak |',
             '|---|---|---|---|---|---|---|---|---|---|']
    lines += [f'| {_cold_times(rows, filters)} | {_ratio(rows, "total", filters["subject"], route=filters["route"], tls=filters["tls"]):.2f} '
              f'| {median(rows, "peak", **filters):.0f} |' for filters in _cold_groups(rows, NAMES)]
    own = [f'| {_cold_times(rows, filters)} | {median(rows, "peak", **filters):.0f} |'
           for filters in _cold_groups(rows, [route.name for route in OWN_ROUTES])]
    if own:
        lines += ['', 'Routes without a peer. `generation-worker` gets a message about a generation that does not exist, `webhook` sends one to a local server.', '',
                  '| route | database | subject | init | first | total: min | median | max | peak |', '|---|---|---|---|---|---|---|---|---|', *own]
    groups = {f'{route}, {DATABASE[tls]}': {subject: statistics.median(values(rows, 'total', subject=subject, route=route, tls=tls)
                                                                      or [0]) or None for subject in subjects}
              for route in NAMES for tls in (False, True)}
    return [*lines, '', _plot('cold.svg', 'Cold start until the first response', 'ms', groups, subjects)]


def _restore(rows, targets):
    memories = sorted({row['memory'] for row in rows}, reverse=True)
    lines = ['## First call after a restore', '', 'With TLS to the database, and the share of a processor that Lambda gives for the memory. Milliseconds,',
             'median (max). A real restore also reads the snapshot, which these times do not include.', '',
             '| route | ' + ' | '.join(f'{memory} MB | ÷ Express cold' for memory in memories) + ' |',
             '|---|' + '---|---|' * len(memories)]
    for route in _restored(rows):
        cells = []
        for memory in memories:
            times = values(rows, 'total', subject='nero', route=route, memory=memory)
            ratio = _restore_ratio(rows, route, memory)
            targets.at_most('first call after a restore', f'{route}, {memory} MB', 0.1, ratio)
            cells.append(f'{statistics.median(times):.0f} ({max(times):.0f}) | {ratio:.2f}')
        lines.append(f'| {route} | ' + ' | '.join(cells) + ' |')
    lines.append('| Express, cold | ' + ' | '.join(f'{median(rows, "total", subject="express", memory=memory):.0f} | 1'
                                                  for memory in memories) + ' |')
    groups = {f'{memory} MB': {'nero, slowest route': max(median(rows, 'total', subject='nero', route=route, memory=memory)
                                                          for route in _restored(rows)),
                               'nero, list': median(rows, 'total', subject='nero', route='list', memory=memory),
                               'express, cold': median(rows, 'total', subject='express', memory=memory)} for memory in memories}
    return [*lines, '', _plot('restore.svg', 'First call after a restore', 'ms', groups,
                              ['nero, list', 'nero, slowest route', 'express, cold'])]


def _warm(rows, targets):
    for figure, group, limits in (('p50', 'median time of a warm call', (0.45, 0.65, 0.15, 0.55, 0.75)),
                                  ('cpu', 'CPU time of a warm call', (0.4, 0.45, 0.15, 0.4, 0.4))):
        for route, limit in zip(WARM_NAMES, limits):
            targets.at_most(group, route, limit, _ratio(rows, figure, 'nero', route=route), _minimal_java(rows, figure, route=route))
    for route in NAMES:
        targets.at_most('peak memory after 2,200 calls', route, 0.45, _ratio(rows, 'peak', 'nero', route=route),
                        _minimal_java(rows, 'peak', route=route))
    lines = ['## Warm functions', '', '2,000 calls one after another, after 200 calls to warm up. Times in milliseconds, medians of the rounds. Where a route',
             'has an authorizer, the figures of Nero include a call of it, except for the memory. **commands** are those to the database per call.', '',
             '| route | subject | p50 | p99 | CPU per call | ÷ Express: p50 | CPU | commands | peak memory, MiB |',
             '|---|---|---|---|---|---|---|---|---|']
    for route in dict.fromkeys(row['route'] for row in rows):
        for subject in _subjects(rows):
            filters = {'subject': subject, 'route': route}
            if values(rows, 'p50', **filters):
                ratios = (f'{_ratio(rows, "p50", subject, route=route):.2f} | {_ratio(rows, "cpu", subject, route=route):.2f}'
                          if values(rows, 'p50', subject='express', route=route) else '| ')
                lines.append(f'| {route} | {subject} | {median(rows, "p50", **filters):.2f} | {median(rows, "p99", **filters):.2f} '
                             f'| {median(rows, "cpu", **filters):.2f} | {ratios} | {median(rows, "commands", **filters):.2f} '
                             f'| {median(rows, "peak", **filters):.0f} |')
    groups = {route: {subject: statistics.median(values(rows, 'cpu', subject=subject, route=route) or [0]) or None
                      for subject in _subjects(rows)} for route in WARM_NAMES}
    return [*lines, '', _plot('warm.svg', 'CPU time of a warm call', 'ms', groups, _subjects(rows))]


def _load(rows, targets):
    lines = ['## HTTP servers', '', '`bin/start` and Express as HTTP servers, with 16 connections of wrk. The server runs on one processor alone, or on all',
             'processors with the database and wrk, if that was measured. Medians of the rounds. The last two columns are CPU time per request.', '',
             '| processors | requests | subject | requests per second | p50, ms | p99, ms | memory, MiB | server, ms | database, ms |',
             '|---|---|---|---|---|---|---|---|---|']
    routes = list(dict.fromkeys(row['route'] for row in rows))
    places = list(dict.fromkeys(row['processors'] for row in rows))
    for place in places:
        filters = {'route': 'mix', 'processors': place}
        # How many times as many requests one processor of the database could serve with the peer's queries.
        bound = 1000 / median(rows, 'database', subject='express', **filters) / median(rows, 'rps', subject='express', **filters)
        targets.at_least('requests per second of the mix', place, 2.2, _ratio(rows, 'rps', 'nero', **filters),
                         f'at most {bound:.1f} per database processor')
        targets.at_most('99th percentile of the mix', place, 1, _ratio(rows, 'p99', 'nero', **filters))
        for route in routes:
            for subject in ('nero', 'express'):
                filters = {'route': route, 'processors': place, 'subject': subject}
                lines.append(f'| {place} | {route} | {subject} | {median(rows, "rps", **filters):,.0f} | {median(rows, "p50", **filters):.1f} '
                             f'| {median(rows, "p99", **filters):.1f} | {median(rows, "rss", **filters):.0f} '
                             f'| {median(rows, "cpu", **filters):.2f} | {median(rows, "database", **filters):.2f} |')
    groups = {f'{route}, {place}': {subject: median(rows, 'rps', route=route, processors=place, subject=subject)
                                    for subject in ('nero', 'express')} for place in places for route in routes}
    return [*lines, '', _plot('load.svg', 'Requests per second over HTTP', '1/s', groups, ['nero', 'express'])]


def _growth_ratios(rows):
    """All sizes; and by route, the median time at the largest size divided by that at the smallest."""
    sizes = sorted({row['size'] for row in rows})
    routes = dict.fromkeys(row['route'] for row in rows if row['route'] != 'memory')
    return sizes, {route: median(rows, 'p50', route=route, size=sizes[-1]) / median(rows, 'p50', route=route, size=sizes[0])
                   for route in routes}


def _growth(rows, targets):
    sizes, ratios = _growth_ratios(rows)
    lines = ['## Growth', '', 'Median milliseconds for one client of `bin/start`, by the number of templates. There are as many users as templates.', '',
             '| route | ' + ' | '.join(f'{size:,}' for size in sizes) + ' | largest ÷ smallest |', '|---|' + '---|' * (len(sizes) + 1)]
    for route, ratio in ratios.items():
        targets.at_most('time with 1,000,000 templates and users', route, 1.5, ratio)
        times = [median(rows, 'p50', route=route, size=size) for size in sizes]
        lines.append(f'| {route} | ' + ' | '.join(f'{time:.2f}' for time in times) + f' | {ratio:.2f} |')
    lines.append('| memory of bin/start, MiB | ' + ' | '.join(f'{median(rows, "rss", route="memory", size=size):.0f}' for size in sizes) + ' | |')
    groups = {route: {f'{size:,}': median(rows, 'p50', route=route, size=size) for size in sizes} for route in ratios}
    return [*lines, '', _plot('growth.svg', 'Response time by number of templates and users', 'ms', groups, [f'{size:,}' for size in sizes])]


def _dollars(cold, warm, route):
    """The cost of a million requests: Nero without its authorizer, the authorizer, and Express."""
    authorizer_ms = median(warm, 'mean', subject='nero', route='authorizer') if route.authorized else 0
    nero, express = (cost.dollars_per_million(MEMORY_MB, median(warm, 'mean', subject=subject, route=route.name) - other_ms,
                                              median(cold, 'total', subject=subject, route=route.name, tls=False))
                     for subject, other_ms in (('nero', authorizer_ms), ('express', 0)))
    return nero, cost.dollars_per_million(MEMORY_MB, authorizer_ms, authorizer_ms) if route.authorized else 0, express


def _cost(cold, warm):
    lines = ['## Cost', '', f'US dollars that Lambda bills for a million requests with {MEMORY_MB} MB, computed from the times above (without TLS,',
             'one request in a hundred is a cold start). Where a route has an authorizer, the cost of Nero includes a call of it per',
             'request. In practice API Gateway caches the result for most requests. Prices: '
             f'{cost.DOLLARS_PER_GB_SECOND} per GB-second,', f'{cost.DOLLARS_PER_REQUEST * 1e6:.2f} per million requests.', '',
             '| route | Nero | authorizer only | Express | Nero ÷ Express |', '|---|---|---|---|---|']
    for route in ROUTES:
        nero, authorizer, express = _dollars(cold, warm, route)
        lines.append(f'| {route.name} | {nero + authorizer:.2f} | {authorizer:.2f} | {express:.2f} | {(nero + authorizer) / express:.2f} |')
    return lines


def _jars(targets):
    limits = {'authorizer': 3, 'templates': 6}
    others = {jar.parent.parent.name for jar in ROOT.glob('functions/*/target/*-lambda.jar')} - limits.keys()
    for function in [*limits, *sorted(others)]:
        targets.at_most('packaged jar', f'{function}, MB', limits.get(function, 20), jar_of(function).stat().st_size / 1e6)
