from skyddsnat.guidance.models.campaigns import Batch, Campaign, ReadingCount, ReadingProof
from skyddsnat.guidance.models.feedback import Feedback
from skyddsnat.guidance.models.law_rules import LawRules
from skyddsnat.guidance.models.pages import GuidancePage
from skyddsnat.guidance.models.shipped import ShippedPage
from skyddsnat.guidance.models.survey import AnswerCount, SpentForm, SurveyWave
from skyddsnat.guidance.models.values import Publication, SharedValue

__all__ = [
    "AnswerCount",
    "Batch",
    "Campaign",
    "Feedback",
    "GuidancePage",
    "LawRules",
    "Publication",
    "ReadingCount",
    "ReadingProof",
    "SharedValue",
    "ShippedPage",
    "SpentForm",
    "SurveyWave",
]
