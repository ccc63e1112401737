"""Commands of badges: changing the key."""

from __future__ import annotations

import argparse
import sys

from skyddsnat.core.api import Refused
from skyddsnat.industry.badges.keys import rotate_key


def new_key(arguments: list[str]) -> int:
    """Sign with a new key from now on. Badges signed before are verified as before."""
    argparse.ArgumentParser(prog="skyddsnat badges new-key").parse_args(arguments)
    try:
        key = rotate_key(by=None)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"New badges are signed with {key.kid}")
    return 0
