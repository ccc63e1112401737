"""The door of `guidance` for the rooms above it."""

from skyddsnat.guidance.discovery import robots, site_map
from skyddsnat.guidance.editing import publish_lead, send_lead
from skyddsnat.guidance.feedback import remove_old_feedback
from skyddsnat.guidance.groups import place_everybody as place_editors
from skyddsnat.guidance.law_rules.actions import propose_rules as propose_law_rules
from skyddsnat.guidance.law_rules.in_force import shipped_text as shipped_law_text
from skyddsnat.guidance.shipped import load_shipped as load_shipped_pages
from skyddsnat.guidance.views import no_public_page

__all__ = [
    "load_shipped_pages",
    "no_public_page",
    "place_editors",
    "propose_law_rules",
    "publish_lead",
    "remove_old_feedback",
    "robots",
    "send_lead",
    "shipped_law_text",
    "site_map",
]
