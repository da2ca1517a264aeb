# What `cmake --install` puts where. Nothing of it knows the prefix: program and library look for
# their files from where they lie (src/base/installed.h).
include_guard()
include(CMakePackageConfigHelpers)

set(data_dir ${CMAKE_INSTALL_DATADIR}/claimmap)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/claimmap)

# ---- the standard gazetteer: compiled by the program that was just built ----
option(CLAIMMAP_GAZETTEER "Compile the standard gazetteer" ON)
set(CLAIMMAP_GAZETTEER_FILE "" CACHE FILEPATH
    "A compiled gazetteer of this version to install; for builds whose program does not run here")
set(gazetteer_file ${PROJECT_BINARY_DIR}/claimmap.gaz)
if(CLAIMMAP_GAZETTEER_FILE)
    set(gazetteer_file ${CLAIMMAP_GAZETTEER_FILE})
elseif(CLAIMMAP_GAZETTEER)
    if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
        message(FATAL_ERROR "The gazetteer is compiled by the program, which does not run on this "
            "machine: set CLAIMMAP_GAZETTEER_FILE to one compiled elsewhere, or "
            "CMAKE_CROSSCOMPILING_EMULATOR.")
    endif()
    file(GLOB_RECURSE tables CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/gazetteer/*.tsv
        ${PROJECT_SOURCE_DIR}/gazetteer/*.zst)
    # Again when a table or its compiler has changed, not whenever the program has.
    add_custom_command(OUTPUT ${gazetteer_file}
        COMMAND claimmap gazetteer build --source ${PROJECT_SOURCE_DIR}/gazetteer
            -o ${gazetteer_file}
        DEPENDS ${tables} clm_gazetteer clm_geo clm_base
        COMMENT "Compiling the gazetteer" VERBATIM)
    add_custom_target(gazetteer ALL DEPENDS ${gazetteer_file})
endif()

# ---- program, library, modules ----
install(TARGETS claimmap RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS libclaimmap EXPORT claimmapTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES src/claimmap.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
foreach(module claimmap-curl claimmap-gdal claimmap-postgres claimmap-sqlite)
    if(TARGET ${module})
        install(TARGETS ${module} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/claimmap)
    endif()
endforeach()

# ---- data ----
if(CLAIMMAP_GAZETTEER OR CLAIMMAP_GAZETTEER_FILE)
    install(FILES ${gazetteer_file} DESTINATION ${data_dir} RENAME claimmap.gaz)
endif()
install(DIRECTORY styles/ DESTINATION ${data_dir}/styles FILES_MATCHING PATTERN *.style)

# ---- manual pages and completions: made by the program from its tables ----
set(CLAIMMAP_ZSH_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING
    "Completions of zsh, below the prefix; packages of Debian use share/zsh/vendor-completions")
if(NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR)
    file(GLOB templates CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/man/*.1.in)
    set(pages)
    foreach(template IN LISTS templates)
        get_filename_component(page ${template} NAME_WLE)
        set(page ${PROJECT_BINARY_DIR}/man/${page})
        add_custom_command(OUTPUT ${page}
            COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:claimmap> -DTEMPLATE=${template}
                -DOUT=${page} -DVERSION=${PROJECT_VERSION} -DDATE=${CLAIMMAP_DATE}
                -P ${PROJECT_SOURCE_DIR}/cmake/ManPage.cmake
            DEPENDS claimmap ${template} cmake/ManPage.cmake docs/man/common.in
                docs/man/environment.in VERBATIM)
        list(APPEND pages ${page})
    endforeach()
    set(completions)
    foreach(shell bash zsh)
        set(script ${PROJECT_BINARY_DIR}/completions/${shell})
        add_custom_command(OUTPUT ${script}
            COMMAND claimmap completion ${shell} > ${script} DEPENDS claimmap VERBATIM)
        list(APPEND completions ${script})
    endforeach()
    file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/completions)
    add_custom_target(manuals ALL DEPENDS ${pages} ${completions})
    install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${PROJECT_BINARY_DIR}/completions/bash RENAME claimmap
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${PROJECT_BINARY_DIR}/completions/zsh RENAME _claimmap
        DESTINATION ${CLAIMMAP_ZSH_DIR})
endif()

# ---- for other builds ----
file(RELATIVE_PATH pc_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" pc_prefix ${pc_prefix})
configure_file(cmake/package/claimmap.pc.in claimmap.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/claimmap.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(EXPORT claimmapTargets NAMESPACE claimmap:: DESTINATION ${package_dir})
write_basic_package_version_file(claimmapConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES cmake/package/claimmapConfig.cmake
    ${PROJECT_BINARY_DIR}/claimmapConfigVersion.cmake DESTINATION ${package_dir})

# ---- documents: in the folders that their links name, and what they tell to run ----
install(FILES LICENSE docs/copyright README.md CHANGELOG.md CONTRIBUTING.md
    DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs
    FILES_MATCHING PATTERN *.md PATTERN *.json PATTERN *.png PATTERN man EXCLUDE)
install(FILES gazetteer/SOURCES.md gazetteer/TABLES.md
    DESTINATION ${CMAKE_INSTALL_DOCDIR}/gazetteer)
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR} USE_SOURCE_PERMISSIONS)
