"""How many work in each job at a company. The part that asks the company tells it, through a hook."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.models import Company

type Teller = Callable[[Company], Mapping[Job, int]]

_TELLERS: list[Teller] = []


def register_staff(teller: Teller) -> None:
    """Let a part tell how many work in each job. Called in `AppConfig.ready`."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def staff_of(company: Company) -> dict[Job, int]:
    """How many the company has told of in each job; a job that it has not told of is left out."""
    return {job: number for teller in _TELLERS for job, number in teller(company).items()}
