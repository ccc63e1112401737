"""The door of `guidance` for the rooms above it."""

from skyddsnat.guidance.campaigns.access import page_of
from skyddsnat.guidance.campaigns.actions import add_batch, add_campaign, withdraw_batch
from skyddsnat.guidance.campaigns.proof import prove_readings
from skyddsnat.guidance.campaigns.visits import count_reading
from skyddsnat.guidance.campaigns.visits import follow as follow_code
from skyddsnat.guidance.discovery import SITE_MAPS, crawled, favicon
from skyddsnat.guidance.editing import publish_lead, send_lead
from skyddsnat.guidance.feedback import remove_old_feedback
from skyddsnat.guidance.groups import place_editors
from skyddsnat.guidance.law_rules.actions import propose_rules as propose_law_rules
from skyddsnat.guidance.law_rules.in_force import shipped_text as shipped_law_text
from skyddsnat.guidance.models import Campaign
from skyddsnat.guidance.onward import Onward, register_onward
from skyddsnat.guidance.publication import renew
from skyddsnat.guidance.shipped import load_shipped as load_shipped_pages
from skyddsnat.guidance.survey.actions import add_wave, prove_surveys
from skyddsnat.guidance.survey.answering import new_mark, remove_spent_forms
from skyddsnat.guidance.survey.answering import take as take_answers
from skyddsnat.guidance.survey.baseline import Baseline, register_baseline
from skyddsnat.guidance.views import no_public_page

__all__ = [
    "SITE_MAPS",
    "Baseline",
    "Campaign",
    "Onward",
    "add_batch",
    "add_campaign",
    "add_wave",
    "count_reading",
    "crawled",
    "favicon",
    "follow_code",
    "load_shipped_pages",
    "new_mark",
    "no_public_page",
    "page_of",
    "place_editors",
    "propose_law_rules",
    "prove_readings",
    "prove_surveys",
    "publish_lead",
    "register_baseline",
    "register_onward",
    "remove_old_feedback",
    "remove_spent_forms",
    "renew",
    "send_lead",
    "shipped_law_text",
    "take_answers",
    "withdraw_batch",
]
