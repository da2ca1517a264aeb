"""in_qgis.py HOST PORT DATABASE PASSWORD: what QGIS is offered of the tables, a line each: table, key,
type of shape, features with it. Needs python3-qgis."""
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (QgsApplication, QgsDataSourceUri, QgsProviderRegistry, QgsVectorLayer,
                       QgsWkbTypes)

host, port, database, password = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()
source = QgsDataSourceUri()
source.setConnection(host, port, database, "postgres", password)
postgres = QgsProviderRegistry.instance().providerMetadata("postgres")
for table in postgres.createConnection(source.uri(False), {}).tables("claimmap"):
    for column in table.geometryColumnTypes():
        if column.wkbType == QgsWkbTypes.NoGeometry:
            continue
        source.setDataSource("claimmap", table.tableName(), table.geometryColumn(), "",
                             ",".join(f'"{name}"' for name in table.primaryKeyColumns()))
        source.setSrid("4326")
        source.setWkbType(column.wkbType)
        layer = QgsVectorLayer(source.uri(False), table.tableName(), "postgres")
        print(table.tableName(), ",".join(table.primaryKeyColumns()),
              QgsWkbTypes.geometryDisplayString(layer.geometryType()), layer.featureCount(),
              layer.crs().authid(), flush=True)
        del layer
application.exitQgis()
