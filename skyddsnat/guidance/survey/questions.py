"""The three questions and their answers, by the keys that the words and the sums use."""

# Whether they know; where they would turn; whether they have seen the campaign. The first one must be answered.
ANSWERS: dict[str, tuple[str, ...]] = {
    "knows": ("yes", "unsure", "no"),
    "where": ("emergency", "police", "staff", "other", "nobody"),
    "seen": ("yes", "unsure", "no"),
}
FIRST, KNOWS = "knows", "yes"
