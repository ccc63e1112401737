"""The pages of the course: for those who take it, and for staff."""
