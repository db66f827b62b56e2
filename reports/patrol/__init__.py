"""What a patrol takes along: orders, route sheets, and the route for phones, calendars and WhatsApp."""
