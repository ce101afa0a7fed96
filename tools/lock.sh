#!/bin/sh
# Write requirements/*.txt anew from pyproject.toml: exact versions with hashes, for every platform, naming no index.
set -eu
cd "$(dirname "$0")/.."
compile() {
	name=$1
	shift
	.venv/bin/uv pip compile "$@" --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --output-file "requirements/$name.txt"
}
compile run pyproject.toml
compile dev pyproject.toml --group dev --constraint requirements/run.txt
compile node --group node
compile uv --group uv
