#!/bin/sh
# What the compiler emits for a document: clang-format leaves it unchanged, and gcc, clang and libtcc
# compile it without a word. A tool that is not installed is passed over, and said so.
#
#   accept.sh GOLDEN ROOT DOCUMENT
set -eu
golden=$1 root=$2 document=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$root/.clang-format" "$folder"

"$golden" --files "$folder" "$document"
"$golden" --tcc "$root/src/runtime" "$document"
for compiler in gcc clang; do
    if ! command -v $compiler >/dev/null; then
        echo "no $compiler: passed over"
        continue
    fi
    for file in "$folder"/*.c; do
        $compiler -std=c11 -Wall -Wextra -Werror -Wmissing-prototypes -I "$root/src/runtime" \
            -c "$file" -o "$folder/object.o"
    done
done
if command -v clang-format >/dev/null; then
    for file in "$folder"/*.c; do
        clang-format "$file" | diff -u "$file" -
    done
else
    echo "no clang-format: passed over"
fi
