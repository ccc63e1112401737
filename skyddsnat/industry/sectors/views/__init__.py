"""The pages of the sectors, and the staff's."""
