"""Pages for visitors, and the few that staff have beside Wagtail's rooms."""

from skyddsnat.guidance.views.desk import feedback_handled, feedback_list, feedback_one, start
from skyddsnat.guidance.views.feedback import give_feedback, thanks
from skyddsnat.guidance.views.pages import leave, no_public_page, page
from skyddsnat.guidance.views.translations import translation, translations

__all__ = [
    "feedback_handled",
    "feedback_list",
    "feedback_one",
    "give_feedback",
    "leave",
    "no_public_page",
    "page",
    "start",
    "thanks",
    "translation",
    "translations",
]
