"""Draws bar charts as SVG. Each subject has one colour, and the background is white on any page."""

import html

COLOURS = ('#2a78d6', '#e07b39', '#3c9d5d', '#9a5fb5', '#8a8a8a', '#c2a83e', '#17becf')
BAR = 18
GAP = 16
LEFT = 190
WIDTH = 760


def bars(title, unit, groups, subjects):
    """Horizontal bars. Each group maps subjects to values; None draws no bar."""
    values = [value for group in groups.values() for value in group.values() if value is not None]
    scale = (WIDTH - LEFT - 90) / max(values)
    rows = []
    y = 64
    for name, group in groups.items():
        shown = [(subject, group[subject]) for subject in subjects if group.get(subject) is not None]
        rows.append(_text(LEFT - 10, y + len(shown) * BAR / 2 + 4, name, 'end'))
        for subject, value in shown:
            colour = COLOURS[subjects.index(subject)]
            rows.append(f'<rect x="{LEFT}" y="{y}" width="{max(value * scale, 1):.1f}" height="{BAR - 3}" fill="{colour}"/>')
            rows.append(_text(LEFT + value * scale + 6, y + 12, f'{value:,.0f}' if value >= 10 else f'{value:.2f}', 'start'))
            y += BAR
        y += GAP
    x = 12
    for subject in subjects:
        rows.append(f'<rect x="{x}" y="38" width="12" height="12" fill="{COLOURS[subjects.index(subject)]}"/>')
        rows.append(_text(x + 17, 48, subject, 'start'))
        x += 40 + 7 * len(subject)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" font-family="sans-serif" font-size="12">\n'
            f'<rect width="100%" height="100%" fill="#fff"/>\n'
            f'<text x="12" y="22" font-size="15" fill="#222">{html.escape(title)} ({html.escape(unit)})</text>\n'
            + '\n'.join(rows) + '\n</svg>\n')


def _text(x, y, text, anchor):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#222">{html.escape(str(text))}</text>'
