#!/usr/bin/env bash
# includes.sh SOURCE_DIR: a file of src/ includes its own module and public headers of a lower
# rank only, and a file or function does not outgrow its room.
set -euo pipefail
cd "$1"
find src -name '*.[ch]' -print0 | sort -z | xargs -0 awk '
BEGIN {
    split("base:0 geo:1 fetch:1 store:1 vector:2 article:3 gazetteer:3 model:3 mentions:4 places:5 " \
          "claims:6 shapes:7 features:8 language:9 style:9 formats:10 map:10 page:10 pipeline:11 refresh:12 " \
          "train:12 library:12 cli:13", pairs, " ")
    for (i in pairs) { split(pairs[i], pair, ":"); rank[pair[1]] = pair[2] }
}
FNR == 1 {
    split(FILENAME, part, "/")
    own = FILENAME == "src/claimmap.h" ? "library" : part[2]
    if (!(own in rank)) { print FILENAME ": folder " own " has no rank"; bad = 1 }
}
FNR > 800 && !(FILENAME in long) { print FILENAME ": more than 800 lines"; long[FILENAME]; bad = 1 }
/^#include "/ {
    split($0, quoted, "\"")
    name = quoted[2]
    slash = index(name, "/")
    if (name == "claimmap.h") { module = "library"; public = 1 }
    else if (!slash) { print FILENAME ":" FNR ": include as module/file.h"; bad = 1; next }
    else {
        module = substr(name, 1, slash - 1)
        public = substr(name, slash + 1) == module ".h" || module == "base" || module == "geo" ||
                 name == "store/state.h"
    }
    if (module == own) next
    if (!(module in rank) || rank[module] >= rank[own]) {
        print FILENAME ":" FNR ": " own " must not see " module; bad = 1
    } else if (!public) {
        print FILENAME ":" FNR ": " name " is private to " module; bad = 1
    }
}
# A function body starts at "{" that ends a line without indent and stops at "}" in column 1.
/^[^ \t#\/}].*\{$/ && !/^(typedef|struct|enum|static const|const|union)/ { start = FNR; head = $0 }
/^\}/ { if (start && FNR - start + 1 > 80) {
            print FILENAME ":" start ": function of " FNR - start + 1 " lines: " head; bad = 1 }
        start = 0 }
END { exit bad }
'
