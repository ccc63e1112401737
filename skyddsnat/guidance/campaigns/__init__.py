"""Campaigns: codes on what is handed out, how often they are read, and what is printed."""
