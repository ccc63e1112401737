"""A corrected file: which changes of a table that is out may be shown beside what it showed before.

Whoever has both versions sees every change. So the corrected one hides the same cells, each number in sight is as it
was or has changed by at least the threshold, and along every line the hidden cells sum to what they did. What can be
worked out of the hidden ones is then the same from both as from either, and no change tells of a few.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.disclosure.api import HIDDEN, Grid, Release, Wish


def differs(release: Release, before: Sequence[Release]) -> bool:
    """Whether a number that any of the same tables showed is another here, both in sight."""
    return any(
        bool(((one.shown != release.shown) & (one.shown != HIDDEN) & (release.shown != HIDDEN)).any())
        for one in before
        if one.grid == release.grid
    )


def corrected(wish: Wish, before: Sequence[Release]) -> Release:
    """The corrected table, with the cells hidden that the latest hides. Raises Refused."""
    _check_same(wish.grid, before)
    hidden = before[-1].shown == HIDDEN
    if bool((wish.small() & ~hidden).any()):
        raise Refused(
            _(
                "Efter rättelsen måste en ruta döljas som en tidigare version visar. Läggs versionerna bredvid "
                "varandra går den att räkna ut."
            )
        )
    release = wish.shown(hidden)
    check_correction(release, before)
    return release


def check_correction(release: Release, before: Sequence[Release]) -> None:
    """Raises Refused when the versions side by side would tell of a hidden cell, or of a few cases."""
    _check_same(release.grid, before)
    hidden = release.shown == HIDDEN
    if bool((hidden != (before[-1].shown == HIDDEN)).any()):
        raise Refused(_("Den rättade versionen måste dölja samma rutor som den förra."))
    for one in before:
        _check_changes(release, one)
    _check_lines(release, before[-1])


def _check_same(grid: Grid, before: Sequence[Release]) -> None:
    """Only versions with the same cells can be laid side by side so."""
    if any(one.grid != grid for one in before):
        raise Refused(
            _(
                "Talen har ändrats, och en annan tabell om samma ärenden har varit ute. Då går den här inte att rätta: "
                "tillsammans skulle de berätta om enskilda."
            )
        )


def _check_changes(release: Release, before: Release) -> None:
    """Every change in sight is of many, or none."""
    in_sight = (release.shown != HIDDEN) & (before.shown != HIDDEN)
    change = np.where(in_sight, np.abs(release.shown - before.shown), 0)
    few = np.flatnonzero((change > 0) & (change < release.threshold))
    if len(few):
        raise Refused(
            _(
                "%(cell)s har ändrats med färre än %(most)s sedan en version som har varit ute. Läggs versionerna "
                "bredvid varandra berättar skillnaden om enskilda."
            )
            % {"cell": _cell(release, int(few[-1])), "most": release.threshold}
        )


def _check_lines(release: Release, before: Release) -> None:
    """What the hidden cells of a line sum to has not changed."""
    change = np.where(release.shown == HIDDEN, 0, release.shown - before.shown)
    for total, parts in release.grid.lines():
        line = np.array([total, *parts])
        if bool((release.shown[line] == HIDDEN).any()) and change[total] != change[parts].sum():
            raise Refused(
                _(
                    "Rättelsen rör dolda rutor under %(cell)s. Läggs versionerna bredvid varandra går det att räkna ut "
                    "mer om dem."
                )
                % {"cell": _cell(release, total)}
            )


def _cell(release: Release, cell: int) -> str:
    return release.grid.label(cell) if release.grid.meaning(cell) else _("Summan av alla")
