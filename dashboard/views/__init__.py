"""Views: title, filters, one service call, show."""
