"""Before and after a campaign: three questions, sums of the answers, and what may be said from them."""
