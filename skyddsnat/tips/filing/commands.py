"""Commands of filing: changing the key that signs proofs."""

from __future__ import annotations

import argparse
import sys

from skyddsnat.core.api import Refused
from skyddsnat.tips.filing.keys import rotate_filing_key


def new_key(arguments: list[str]) -> int:
    """Sign proofs with a new key from now on. Proofs signed before are valid as before."""
    argparse.ArgumentParser(prog="skyddsnat tips new-key").parse_args(arguments)
    try:
        key = rotate_filing_key(by=None)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"New proofs are signed with {key.kid}")
    return 0
