"""Small programs that read calendars by other people's libraries, and how to run them."""
