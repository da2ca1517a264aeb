"""What the tests of this folder share: reading collections, running programs, telling failures."""

import json
import pathlib
import subprocess

failures = []


def check(condition, *words):
    if not condition:
        failures.append(' '.join(str(word) for word in words))
        print('FAILED:', failures[-1])


def run(*command):
    """The output of a program, which must succeed."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f'{command[0]} failed: {done.stderr.strip()}')
    return done.stdout


def features(path):
    return json.loads(pathlib.Path(path).read_text(encoding='utf-8'))['features']


def plain(value):
    """A property as it was before a program put objects into strings."""
    if isinstance(value, str) and value[:1] in '[{':
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def kind_of(feature):
    """The layer that a feature belongs to."""
    geometry = feature['geometry']
    if geometry is None:
        return 'no_shape'
    return {'Point': 'points', 'LineString': 'lines', 'MultiLineString': 'lines'}.get(
        geometry['type'], 'areas')


def id_of(feature):
    return feature['properties'].get('id', feature.get('id'))
