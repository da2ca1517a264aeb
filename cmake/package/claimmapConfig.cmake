# find_package(claimmap) gives the target claimmap::claimmap.
include(${CMAKE_CURRENT_LIST_DIR}/claimmapTargets.cmake)
