"""Check this installation and say what to do about what is wrong.

Exit codes: 0 all that is needed works, 1 something does not.
"""

from __future__ import annotations

import argparse

from cosegui.commands.console import Console
from cosegui.commands.health import Health, examine


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """The command takes nothing of its own."""


def run(_arguments: argparse.Namespace, console: Console) -> int:
    """Print what was found, each line as soon as it is known."""
    findings = []
    for finding in examine():
        console.say(finding.as_text())
        findings.append(finding)
    problems = sum(finding.health is Health.PROBLEM for finding in findings)
    remarks = sum(finding.health is Health.REMARK for finding in findings)
    if problems:
        console.say(f"\n{problems} to mend, marked with !!")
    elif remarks:
        console.say(f"\nAll that is needed works; {remarks} worth knowing, marked with ~")
    else:
        console.say("\nAll is well.")
    return 1 if problems else 0
