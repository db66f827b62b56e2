"""WHAT TO DO NEXT: demand per stop, routes, shifts and the reasons for them; pure, as analysis is."""
