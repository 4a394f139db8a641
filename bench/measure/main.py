"""Measures all parts, or those named in the arguments, and writes the results."""

import os
import sys

import cold
import growth
import load
import report
import restore
import warm
from database import Database
from machine import OTHERS, WORK, description

# The database of all parts except growth.
TEMPLATES = 10_000
USERS = 1_000

PARTS = {'cold': (cold, 10), 'restore': (restore, 5), 'warm': (warm, 3), 'load': (load, 3)}
GROWTH_ROUNDS = 3


def main(names):
    os.sched_setaffinity(0, OTHERS)
    WORK.mkdir(parents=True, exist_ok=True)
    about = description()
    if names & PARTS.keys():
        with Database() as database:
            database.fill(TEMPLATES, USERS)
            for name, (part, rounds) in PARTS.items():
                if name in names:
                    _save(name, about, part.measure(database, _rounds(rounds)))
    if 'growth' in names:
        _save('growth', about, growth.measure(_rounds(GROWTH_ROUNDS)))
    report.write()


def _rounds(default):
    return int(os.environ.get('ROUNDS', default))


def _save(name, about, rows):
    if rows is None:
        print(f'Skipping {name}: wrk is missing.', file=sys.stderr)
    else:
        report.save(name, about, rows)


main(set(sys.argv[1:]) or {*PARTS, 'growth'})
