"""The course: lessons of a quarter of an hour a job, and how good the decisions are before, after and at 90 days."""
