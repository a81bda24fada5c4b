#!/usr/bin/env bash
# Builds the site into site/. DUTYBOOK_EDIT_URL makes the links "Edit this data"; SOURCE_DATE_EPOCH is the commit's day.
set -eu
cd "$(dirname "$0")/../.."
exec "${DUTYBOOK:-.venv/bin/dutybook}" build -o site
