"""The kinds of packages: the name of each and of its manifest, and the script that speaks with the platform."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackageKind(models.TextChoices):
    """What a learning platform takes in."""

    SCORM_12 = "scorm-1.2", _("SCORM 1.2")
    SCORM_2004 = "scorm-2004", _("SCORM 2004, fjärde utgåvan")
    CMI5 = "cmi5", _("cmi5")


MANIFEST = {
    PackageKind.SCORM_12: "imsmanifest.xml",
    PackageKind.SCORM_2004: "imsmanifest.xml",
    PackageKind.CMI5: "cmi5.xml",
}
SPEAKS = {
    PackageKind.SCORM_12: "scorm.js",
    PackageKind.SCORM_2004: "scorm.js",
    PackageKind.CMI5: "cmi5.js",
}
