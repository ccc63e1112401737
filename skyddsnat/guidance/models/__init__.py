from skyddsnat.guidance.models.pages import GuidancePage
from skyddsnat.guidance.models.values import Publication, SharedValue

__all__ = ["GuidancePage", "Publication", "SharedValue"]
