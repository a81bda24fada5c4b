#!/usr/bin/env bash
# Checks the handbook. Problems appear at their lines in the change, and as text in the run's summary.
# DUTYBOOK_LANG is the language of messages. Exit code 1 when there is an error.
set -u
cd "$(dirname "$0")/../.."
dutybook=${DUTYBOOK:-.venv/bin/dutybook}
lang=${DUTYBOOK_LANG:-zh}
"$dutybook" check --format github --lang "$lang"
found=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  # What people wrote cannot end a block that is longer than any run of its signs.
  { printf '``````````text\n'; "$dutybook" check --lang "$lang"; printf '``````````\n'; } >>"$GITHUB_STEP_SUMMARY"
fi
# A stale CODEOWNERS is renewed by whoever looks after the program: it stops nobody's change.
if [ $found = 0 ] && ! stale=$("$dutybook" owners --check --lang "$lang" 2>&1); then
  printf '::warning file=.github/CODEOWNERS::%s\n' "$(printf '%s' "$stale" | tr '\n' ' ')"
fi
exit $found
