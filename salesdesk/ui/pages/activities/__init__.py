"""Logging what happened and showing timelines, shared by the pages of contacts, companies and deals."""
