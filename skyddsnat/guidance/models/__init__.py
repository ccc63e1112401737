from skyddsnat.guidance.models.feedback import Feedback
from skyddsnat.guidance.models.law_rules import LawRules
from skyddsnat.guidance.models.pages import GuidancePage
from skyddsnat.guidance.models.values import Publication, SharedValue

__all__ = ["Feedback", "GuidancePage", "LawRules", "Publication", "SharedValue"]
