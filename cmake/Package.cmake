# One Debian package, by `cpack` or scripts/package. What the modules need is recommended, not
# required: without it all works but what they are for, and the program says what is missing.
include_guard()
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME claimmap)
set(CPACK_PACKAGE_VENDOR "claimmap developers")
set(CPACK_PACKAGE_CONTACT "claimmap developers <developers@claimmap.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "maps of the claims in news articles")
set(CPACK_PACKAGE_DESCRIPTION
"claimmap reads a news article, finds the places that it names and the claims
that it makes about them, says who claims what and how sure, and draws the map:
GeoJSON and pictures, and files for GIS, the web and spreadsheets. Places come
from a gazetteer that is part of the package; nothing is fetched but the articles
that are named by URL.
.
The library libclaimmap does the same for other programs; its header is here too.")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY "=")
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_BINARY_DIR}/PackageDepends.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/PackageTree.cmake)
configure_file(cmake/PackageDepends.cmake.in PackageDepends.cmake @ONLY)
include(CPack)
