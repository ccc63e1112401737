"""Papers of a case: the referral as a document marked with its secrecy, and the extract of the register."""
