"""Migrations (Alembic revisions) from one released schema to the next; one file a revision.

A fresh store is created from the data dictionary and stamped with the newest revision; an older one
runs through the revisions that it lacks, all in one transaction.
"""
