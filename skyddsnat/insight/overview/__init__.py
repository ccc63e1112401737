"""Where an assignment stands, on one page: against plan, time and money, and what was done, reached and changed."""
