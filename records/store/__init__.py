"""The store: append-only versions, one hash-chained audit trail, one transaction an act."""
