"""Every write of a referral. Only these change the facts of a case."""
