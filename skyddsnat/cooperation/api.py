"""What other rooms may use of cooperation."""

from skyddsnat.cooperation.counting.proof import count_cases
from skyddsnat.cooperation.keeping.destroying import destroy_due as destroy_due_cases

__all__ = ["count_cases", "destroy_due_cases"]
