"""What those who came are asked: right after, and when 90 days have passed. The words are in `evaluation_words.py`."""

from __future__ import annotations

# Kirkpatrick: 1 what they thought of it, 2 what they learnt, 3 what they do differently. Level 4 is written by staff.
LEVELS: dict[str, dict[str, int]] = {
    "after": {"useful": 1, "relevant": 1, "sure_before": 2, "sure_after": 2},
    "later": {"used": 3, "sure_later": 3, "changed_work": 3},
}
ANSWERS = ("not", "little", "fairly", "much")
HIGH = {"fairly", "much"}
SURE = ("sure_before", "sure_after", "sure_later")  # the same question at three moments
