#!/usr/bin/env bash
# manual.sh SOURCE_DIR BUILD_DIR: every command has a page and every option stands in it; mandoc and
# groff find nothing wrong; completions are what the program prints.
set -euo pipefail
prefix=$2/installed/moved
program=$prefix/bin/claimmap pages=$prefix/share/man/man1
failed() { echo "$*"; exit 1; }

commands=$("$program" help | sed -n 's/^  \([a-z]*\) .*/\1/p' | grep -v '^help$')
[[ $(wc -w <<<"$commands") -ge 8 ]] || failed "few commands: $commands"
for command in $commands; do
    page=$pages/claimmap-$command.1
    [[ -f $page ]] || failed "there is no page of claimmap $command: docs/man/claimmap-$command.1.in"
    [[ $(grep -c "^.fB$command.fR" "$pages/claimmap.1") -eq 1 ]] || failed "$command is not in claimmap.1"
    text=$(sed 's/\\-/-/g' "$page")
    actions=$("$program" completion bash | sed -n "/^_claimmap_actions/,/^}/s/^    $command) echo '\(.*\)' ;;/\1/p")
    for action in ${actions:-""}; do
        # shellcheck disable=SC2086
        options=$("$program" $command $action --help | sed -n 's/^  \(-., \|    \)--\([a-z0-9-]*\) .*/\2/p')
        [[ -n $options ]] || failed "claimmap $command $action --help lists no options"
        for option in $options; do
            grep -qF -- "--$option\\fR" <<<"$text" || failed "$page: there is no --$option"
        done
    done
done
grep -lF '@' "$pages"/*.1 && failed "something was not filled in"

if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$pages"/*.1
else
    echo "mandoc is not there"
fi
if command -v man >/dev/null; then
    for page in "$pages"/*.1; do
        problems=$(LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
        [[ -z $problems ]] || failed "$page: $problems"
    done
fi

"$program" completion bash | cmp - "$prefix/share/bash-completion/completions/claimmap"
"$program" completion zsh | cmp - "$prefix/share/zsh/site-functions/_claimmap"
