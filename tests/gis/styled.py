"""styled.py PROGRAM FOLDER SOURCE: QGIS opens our files styled, without being told.

The renderer of each layer comes out of the GeoPackage and out of the .qml beside the GeoJSON; every
drawn feature has the theme's hue for its side; both files look the same. What is edited in QGIS is
what `render` shows, and nothing else changes. Pictures stay in FOLDER.
"""

import configparser
import json
import pathlib
import shutil
import sys
import xml.etree.ElementTree as xml

from maps import check, failures, features, id_of, kind_of, plain, run

from qgis.core import (Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform,
                       QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsFeatureRequest,
                       QgsGeometry, QgsMapRendererParallelJob, QgsMapSettings, QgsPointXY,
                       QgsProject, QgsProviderRegistry, QgsRectangle, QgsRenderContext,
                       QgsRuleBasedLabeling, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

program, folder, source = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
maps = folder / 'maps'
NAME = 'article'
messages = []


def theme_hues():
    """The theme's colours of sides: Ukraine speaks first in the article, Russia second."""
    style = configparser.ConfigParser(interpolation=None)
    style.read(source / 'styles' / 'news-light.style')
    dark = QColor(style['figure']['text-color'])
    hues = {side: QColor(style[section]['fill'])
            for side, section in (('UA', 'side.1'), ('RU', 'side.2'), (None, 'side.other'))}
    mixed = {side: QColor(*(round(a + (b - a) * 0.25) for a, b in zip(hue.getRgb()[:3],
                                                                     dark.getRgb()[:3])))
             for side, hue in hues.items()}
    return hues, mixed


def open_layers(path):
    """As the browser of QGIS does: each kind of geometry as a layer of its own."""
    flags = Qgis.SublayerQueryFlags(Qgis.SublayerQueryFlag.ResolveGeometryType)
    layers = {}
    for found in QgsProviderRegistry.instance().querySublayers(str(path), flags):
        layer = QgsVectorLayer(found.uri(), found.name(), 'ogr')
        check(layer.isValid(), path, found.uri(), 'opens')
        if layer.isSpatial():
            layers['points' if layer.geometryType() == 0 else 'areas'] = layer
    return layers


def count_rules(rule):
    return sum(1 + count_rules(child) for child in rule.children())


def rules_written(name):
    """Rules with and without labels in the style that was written."""
    root = xml.parse(maps / name).getroot()
    return (len(root.findall('./renderer-v2/rules//rule')), len(root.findall('./labeling//rule')))


def style_of(package, table):
    import sqlite3
    with sqlite3.connect(package) as base:
        text = base.execute('SELECT styleQML FROM layer_styles WHERE f_table_name=?', [table])
        path = maps / f'{table}.of.qml'
        path.write_text(text.fetchone()[0], encoding='utf-8')
    return path.name


def symbols_by_id(layer):
    """What QGIS draws each feature with: id -> (kind, draw, side, symbols)."""
    found = {}
    context = QgsRenderContext()
    context.setExpressionContext(QgsExpressionContext(
        QgsExpressionContextUtils.globalProjectLayerScopes(layer)))
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        spoken = plain(feature['source']) or {}
        side = spoken.get('side') if isinstance(spoken, dict) else None
        symbols = [symbol.clone() for symbol in renderer.symbolsForFeature(feature, context)]
        found[feature['id']] = (feature['kind'], feature['draw'], side, symbols)
    renderer.stopRender(context)
    return found


def hues_of(symbol):
    """Colours of a symbol with all that lies inside, without their opacity."""
    found = set()
    for layer in symbol.symbolLayers():
        if layer.color().isValid():
            found.add(layer.color().name())
        if layer.strokeColor().isValid():
            found.add(layer.strokeColor().name())
        if layer.subSymbol() is not None:
            found |= hues_of(layer.subSymbol())
    return found


def check_symbols(where, layers):
    hues, mixed = theme_hues()
    drawn = 0
    for layer in layers.values():
        for identity, (kind, draw, side, symbols) in symbols_by_id(layer).items():
            if draw == 'no':
                check(not symbols, where, identity, 'is not drawn, and there to be switched on')
                continue
            # The list has the symbol of "all others" too, which is not drawn where a side's is.
            check(0 < len(symbols) <= 2, where, identity, kind, draw, 'symbols', len(symbols))
            if draw in ('primary', 'secondary') and symbols:
                expected = (mixed if kind == 'figure' else hues)[side].name()
                seen = hues_of(symbols[0])
                # One of another voice of the same place stands for it, unseen.
                unseen = symbols[0].color().alpha() == 0
                check(expected in seen or unseen, where, identity, kind, side, expected, seen)
                drawn += expected in seen
    check(drawn >= 7, where, 'features in their hue', drawn)


def check_tip(where, layer):
    """An article's words do not become HTML of the tip."""
    feature = next(layer.getFeatures())
    feature.setAttribute('title', '<script>a & b</script>')
    feature.setAttribute('description', None)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    check(tip == '<b>&lt;script>a &amp; b&lt;/script></b><br>', where, 'tip', tip)


def check_style(where, layers, expected):
    check(set(layers) == {'points', 'areas'}, where, 'layers', set(layers))
    for name, layer in layers.items():
        renderer = layer.renderer()
        check(renderer is not None and renderer.type() == 'RuleRenderer', where, name, 'renderer')
        if renderer is None or renderer.type() != 'RuleRenderer':
            continue
        rules, labels = expected[name]
        check(count_rules(renderer.rootRule()) == rules, where, name, 'rules', rules,
              count_rules(renderer.rootRule()))
        check(layer.labelsEnabled() and isinstance(layer.labeling(), QgsRuleBasedLabeling), where,
              name, 'labels')
        check(count_rules(layer.labeling().rootRule()) == labels, where, name, 'label rules')
        check_tip(where, layer)


def draw(layers, png):
    """A picture of 1600x1200 around what the article is about."""
    centre = QgsPointXY(36.6, 50.9)
    crs = QgsCoordinateReferenceSystem.fromProj(
        f'+proj=laea +lat_0={centre.y()} +lon_0={centre.x()} +datum=WGS84')
    to_map = QgsCoordinateTransform(QgsCoordinateReferenceSystem('EPSG:4326'), crs,
                                    QgsProject.instance())
    settings = QgsMapSettings()
    settings.setLayers([layers['points'], layers['areas']])
    settings.setOutputSize(QSize(1600, 1200))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor('#f6f4ee'))
    settings.setDestinationCrs(crs)
    settings.setExtent(to_map.transformBoundingBox(QgsRectangle(33.5, 49.3, 39.7, 52.5)))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    check(not job.errors(), png, 'errors', [error.message for error in job.errors()])
    image = job.renderedImage()
    image.save(str(png))
    return image


def count_pixels(image, wanted, within=40):
    """Pixels about that hue."""
    found = 0
    for y in range(0, image.height(), 2):
        for x in range(0, image.width(), 2):
            color = image.pixelColor(x, y)
            found += (abs(color.red() - wanted.red()) + abs(color.green() - wanted.green()) +
                      abs(color.blue() - wanted.blue())) < within
    return found


def check_opened():
    """Both files are opened styled and look the same."""
    images = []
    for file, expected in (
            (f'{NAME}.gpkg', {table: rules_written(style_of(maps / f'{NAME}.gpkg', table))
                              for table in ('points', 'areas')}),
            (f'{NAME}.geojson', dict.fromkeys(('points', 'areas'), rules_written(f'{NAME}.qml')))):
        layers = open_layers(maps / file)
        check_style(file, layers, expected)
        check_symbols(file, layers)
        images.append(draw(layers, folder / f'{file}.png'))
    # The style beside the GeoJSON is that of a FlatGeobuf of the same name too.
    flat = open_layers(maps / f'{NAME}.fgb')
    check_style('fgb', flat, dict.fromkeys(('points', 'areas'), rules_written(f'{NAME}.qml')))
    check_symbols('fgb', flat)
    check(images[0] == draw(flat, folder / f'{NAME}.fgb.png'), 'FlatGeobuf looks alike')
    whole = QgsVectorLayer(str(maps / f'{NAME}.geojson'), NAME, 'ogr')
    check(whole.renderer().type() == 'RuleRenderer', 'all geometries as one layer')
    hues, mixed = theme_hues()
    for wanted in (hues['UA'], hues['RU'], mixed[None]):
        check(count_pixels(images[0], wanted) > 50, 'pixels of', wanted.name())
    check(images[0] == images[1], 'GeoPackage and GeoJSON look alike')


# ---- edits ----

def edit(layer, identity, change):
    request = QgsFeatureRequest().setFilterExpression(f"\"id\"='{identity}'")
    feature = next(layer.getFeatures(request))
    check(layer.startEditing(), layer.name(), 'can be edited')
    change(layer, feature)
    check(layer.commitChanges(), layer.name(), 'saved', layer.commitErrors())


def set_title(layer, feature):
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf('title'),
                               'Seen by our own reporter: "capture" & more, Guyevo')


def move_east(layer, feature):
    point = feature.geometry().asPoint()
    layer.changeGeometry(feature.id(),
                         QgsGeometry.fromPointXY(QgsPointXY(point.x() + 0.25, point.y())))


def check_edits(where, before, edited, titled, moved):
    """`edited`, which QGIS wrote, drawn again: the two edits and nothing else."""
    out = folder / 'edited' / where
    run(program, 'render', '-q', '-f', 'geojson,png', '-o', out, edited)
    after = {id_of(f): f for f in features(out / f'{NAME}.geojson')}
    check(list(after) == [id_of(f) for f in before], where, 'features')
    for feature in before:
        identity = id_of(feature)
        now = after.get(identity, {'properties': {}, 'geometry': None})
        for key, value in feature['properties'].items():
            # A point that is moved takes the place's coordinates along.
            changed = (key in ('title', 'sums') and identity == titled) or (
                key in ('place', 'sums') and identity == moved)
            check(changed or now['properties'].get(key) == value, where, identity, key, value,
                  now['properties'].get(key))
        check((now['geometry'] == feature['geometry']) == (identity != moved), where, identity,
              'geometry')
        if identity == titled:
            check(now['properties']['title'].startswith('Seen by our own reporter: "capture" &'),
                  where, 'title')
        if identity == moved:
            east = now['geometry']['coordinates'][0] - feature['geometry']['coordinates'][0]
            check(abs(east - 0.25) < 1e-5, where, 'moved by', east)
            check(now['properties']['place']['name'] == feature['properties']['place']['name'],
                  where, 'name of the place')
    check((out / f'{NAME}.png').read_bytes() != (maps / f'{NAME}.png').read_bytes(), where,
          'the picture shows the edits')
    return out / f'{NAME}.png'


def check_edited():
    before = features(maps / f'{NAME}.geojson')
    points = [f for f in before if kind_of(f) == 'points' and f['properties'].get('draw') == 'primary']
    titled = next(id_of(f) for f in points if f['properties']['source']
                  and f['properties']['source']['side'] == 'RU')
    moved = next(id_of(f) for f in points if f['properties']['place']['name'] == 'Sumy')
    pictures = []
    for where in ('geojson', 'gpkg'):
        work = folder / 'edit' / where
        work.mkdir(parents=True)
        path = work / f'{NAME}.{where}'
        shutil.copy(maps / f'{NAME}.{where}', path)
        layer = open_layers(path)['points']
        edit(layer, titled, set_title)
        edit(layer, moved, move_east)
        del layer
        if where == 'gpkg':
            for step, table in enumerate(('no_shape', 'points', 'areas')):
                run('ogr2ogr', '-f', 'GeoJSON', *(['-append'] if step > 0 else []),
                    work / f'{NAME}.geojson', path, table, '-nln', 'all')
        pictures.append(check_edits(where, before, work / f'{NAME}.geojson', titled, moved))
    check(pictures[0].read_bytes() == pictures[1].read_bytes(), 'both edits give one picture')


def main():
    application = QgsApplication([], False)
    application.initQgis()
    application.messageLog().messageReceived.connect(
        lambda text, tag, level: messages.append((tag, text)) if level == Qgis.Critical else None)
    print('QGIS', Qgis.version(), json.dumps(messages))
    check_opened()
    check_edited()
    check(not messages, 'messages of QGIS', messages)
    application.exitQgis()
    print(len(failures), 'failures; pictures in', folder)
    sys.stdout.flush()
    sys.exit(1 if failures else 0)


main()
