"""Checklists, cards, decals and posters for workplaces, in editions that can be recalled."""
