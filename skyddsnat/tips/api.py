"""What other rooms may use of tips."""

from skyddsnat.tips.form.elsewhere import Ways, register_ways
from skyddsnat.tips.kinds import Kind
from skyddsnat.tips.models import Receiver, TeamKey

__all__ = ["Kind", "Receiver", "TeamKey", "Ways", "register_ways"]
