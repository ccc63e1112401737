"""The pages on workplaces to reach."""
