# Helpers: one static library a module, one cmocka program a test file.
include_guard()

# Warnings of docs/DESIGN.md; interface library, so that every target names it once.
add_library(clm_warnings INTERFACE)
target_compile_options(clm_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion -Wformat=2
    -Wundef -Wcast-qual -Wwrite-strings -Wvla -Wswitch-enum -Wnull-dereference
    $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes> $<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>)
if(CLAIMMAP_WERROR)
    target_compile_options(clm_warnings INTERFACE -Werror)
endif()

# clm_module(NAME SOURCES a.c ... [LIBS imported ...] [DEPENDS lower_module ...])
function(clm_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;LIBS;DEPENDS" ${ARGN})
    list(TRANSFORM arg_DEPENDS PREPEND clm_)
    add_library(clm_${name} STATIC ${arg_SOURCES})
    target_include_directories(clm_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(clm_${name} PUBLIC ${arg_DEPENDS} PRIVATE clm_warnings ${arg_LIBS})
endfunction()

# clm_unit_test(MODULE FILE...): tests/unit/MODULE/test_FILE.c, one program and one ctest each.
function(clm_unit_test module)
    foreach(file IN LISTS ARGN)
        set(target test_${module}_${file})
        add_executable(${target} ${CMAKE_CURRENT_SOURCE_DIR}/test_${file}.c)
        target_link_libraries(${target} PRIVATE clm_${module} clm_warnings PkgConfig::CMOCKA m)
        target_compile_definitions(${target} PRIVATE
            CLM_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CLM_BUILD_DIR="${PROJECT_BINARY_DIR}")
        target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
        add_test(NAME unit.${module}.${file} COMMAND ${target})
        set_tests_properties(unit.${module}.${file} PROPERTIES LABELS unit)
    endforeach()
endfunction()

# clm_peer_test(NAME COMMAND...): a test that opens our files with programs of others. Where one is
# missing (scripts/setup --with-peers installs all) it says which, ends with 77 and is skipped.
function(clm_peer_test name)
    add_test(NAME peers.${name} COMMAND ${ARGN})
    set_tests_properties(peers.${name} PROPERTIES LABELS peers TIMEOUT 600 SKIP_RETURN_CODE 77)
endfunction()

# clm_word_index(MODULE LISTS.c): a build tool makes MODULE/LISTS_index.inc, the hash table of
# base/word_index.h, out of the word lists of LISTS.c; with TABLE, out of its clm_word_table, and
# LISTS.c is compiled with CLM_WORD_TABLE_GEN. Before clm_module(MODULE), which names
# ${MODULE_word_index} as a source.
function(clm_word_index module lists)
    get_filename_component(stem ${lists} NAME_WE)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/${module})
    set(index ${folder}/${stem}_index.inc)
    add_executable(clm_${module}_${stem}_gen
        ${PROJECT_SOURCE_DIR}/src/base/word_index_gen.c ${CMAKE_CURRENT_SOURCE_DIR}/${lists})
    target_include_directories(clm_${module}_${stem}_gen PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(clm_${module}_${stem}_gen PRIVATE clm_warnings)
    if("TABLE" IN_LIST ARGN)
        target_sources(clm_${module}_${stem}_gen PRIVATE ${PROJECT_SOURCE_DIR}/src/base/word_table.c)
        target_compile_definitions(clm_${module}_${stem}_gen PRIVATE CLM_WORD_TABLE_GEN)
    endif()
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${index}
        COMMAND clm_${module}_${stem}_gen ${index}
        DEPENDS clm_${module}_${stem}_gen VERBATIM)
    set(${module}_word_index ${index} PARENT_SCOPE)
endfunction()
