"""What happened: files, the store, the audit trail and backups; the only package that touches disk."""
