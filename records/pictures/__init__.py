"""Pictures from outside: made small and silent before they are kept."""
