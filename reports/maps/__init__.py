"""Offline folium maps: every text escaped, no request to another host."""
