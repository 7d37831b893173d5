"""Campaigns: the list and one campaign."""
