"""exchange.py PROGRAM FOLDER SOURCE: nothing is lost in a GeoPackage or a FlatGeobuf.

GDAL's tools read every layer; each property and vertex is that of the GeoJSON; the validator of
GDAL's authors finds nothing; and what comes back as one GeoJSON is drawn as the same picture.
"""

import collections
import json
import pathlib
import re
import shutil
import sqlite3
import sys

from maps import check, failures, features, id_of, kind_of, plain, run

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def layer_counts(path):
    text = run('ogrinfo', '-so', '-al', path)
    names = re.findall(r'^Layer name: (.*)$', text, re.M)
    return dict(zip(names, map(int, re.findall(r'^Feature Count: (\d+)$', text, re.M))))


def same_value(a, b):
    """Programs write days with slashes and whole numbers as they like."""
    a, b = plain(a), plain(b)
    if isinstance(a, str) and isinstance(b, str) and re.fullmatch(r'\d{4}/\d\d/\d\d', b):
        b = b.replace('/', '-')
    return a == b


def points_of(geometry):
    """All vertices, whatever the nesting."""
    if geometry is None:
        return None
    found, open_lists = collections.Counter(), [geometry['coordinates']]
    while open_lists:
        item = open_lists.pop()
        if isinstance(item[0], list):
            open_lists.extend(item)
        else:
            found[tuple(round(c, 6) for c in item[:2])] += 1
    return found


def check_rows(name, wanted, got):
    check([id_of(f) for f in got] == [id_of(f) for f in wanted], name, 'order of features')
    for before, after in zip(wanted, got):
        for key, value in before['properties'].items():
            check(same_value(value, after['properties'].get(key)), name, id_of(before), key,
                  value, after['properties'].get(key))
        check(points_of(before['geometry']) == points_of(after['geometry']), name, id_of(before),
              'geometry')


def check_layers(name, package, originals):
    by_layer = collections.defaultdict(list)
    for feature in originals:
        by_layer[kind_of(feature)].append(feature)
    counts = layer_counts(package)
    styles = counts.pop('layer_styles', 0)
    check(styles == len([layer for layer in counts if layer != 'no_shape']), name, 'styles', styles)
    for layer in ('points', 'areas', 'no_shape', *by_layer):
        check(counts.get(layer) == len(by_layer[layer]), name, layer, counts.get(layer))
        out = folder / 'layer.geojson'
        out.unlink(missing_ok=True)
        run('ogr2ogr', '-f', 'GeoJSON', out, package, layer)
        check_rows(f'{name} {layer}', by_layer[layer], features(out))
    check(sum(counts.values()) == len(originals), name, 'all features', counts)


def check_database(name, package, originals):
    date = originals[0]['properties'].get('date') or '1970-01-01'
    with sqlite3.connect(package) as base:
        check(base.execute('PRAGMA integrity_check').fetchall() == [('ok',)], name, 'integrity')
        check(not base.execute('PRAGMA foreign_key_check').fetchall(), name, 'foreign keys')
        times = {row[0] for row in base.execute('SELECT last_change FROM gpkg_contents')}
        times |= {row[0] for row in base.execute('SELECT update_time FROM layer_styles')}
        check(times == {f'{date}T00:00:00.000Z'}, name, 'times', times)
    for layer in ('areas',):
        text = run('ogrinfo', '-q', package, '-dialect', 'SQLite', '-sql',
                   f'SELECT count(*) AS wrong FROM {layer} WHERE NOT ST_IsValid(geom)')
        check('wrong (Integer) = 0' in text, name, 'valid shapes', text)


def check_validator(name, package):
    try:
        from osgeo_utils.samples import validate_gpkg
    except ImportError:
        return False
    try:
        validate_gpkg.check(str(package))
    except Exception as error:  # its own class of errors, and what reading raises
        check(False, name, 'validator:', error)
    return True


def check_picture(name, way, path, picture):
    out = folder / 'drawn' / way
    run(program, 'render', '-q', '-f', 'png', '-o', out, path)
    check((out / f'{name}.png').read_bytes() == picture.read_bytes(), name, 'picture', way)


def check_pictures(name, maps):
    picture = maps / f'{name}.png'
    if not picture.exists():
        return
    package, flat = maps / f'{name}.gpkg', maps / f'{name}.fgb'
    back = folder / 'back'
    back.mkdir(exist_ok=True)
    merged = back / f'{name}.geojson'
    run('ogrmerge.py', '-single', '-overwrite_ds', '-f', 'GeoJSON', '-o', merged, package)
    check_picture(name, 'merged', merged, picture)
    merged.unlink()
    for step, layer in enumerate(('no_shape', 'points', 'areas')):
        append = ['-append'] if step > 0 else []
        run('ogr2ogr', '-f', 'GeoJSON', *append, merged, package, layer, '-nln', 'all')
    check_picture(name, 'appended', merged, picture)
    merged.unlink()
    run('ogr2ogr', '-f', 'GeoJSON', merged, flat)
    collection = json.loads(merged.read_text(encoding='utf-8'))
    if all(f['properties'].get('kind') != 'article' for f in collection['features']):
        # GDAL before 3.6.4 writes no feature without a shape: the article's is put back.
        collection['features'].insert(0, features(maps / f'{name}.geojson')[0])
        merged.write_text(json.dumps(collection), encoding='utf-8')
    check_picture(name, 'flat', merged, picture)


def main():
    maps = folder / 'maps'
    validated = True
    names = sorted(path.stem for path in maps.glob('*.geojson'))
    check(len(names) >= 8, 'maps', names)
    for name in names:
        originals = features(maps / f'{name}.geojson')
        check_layers(name, maps / f'{name}.gpkg', originals)
        check_database(name, maps / f'{name}.gpkg', originals)
        validated &= check_validator(name, maps / f'{name}.gpkg')
        shaped = [f for f in originals if f['geometry'] is not None]
        flat = layer_counts(maps / f'{name}.fgb') if shaped else {'features': 0}
        check(flat['features'] in (len(shaped), len(originals)), name, 'FlatGeobuf', flat)
        check_pictures(name, maps)
    shutil.rmtree(folder / 'back', ignore_errors=True)
    if not validated:
        print('without the validator of python3-gdal')
    print(f'{len(names)} maps, {len(failures)} failures')
    sys.exit(1 if failures else 0)


main()
