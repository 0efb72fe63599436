"""For whom pages and tables are; apart from what protects them, so that knowing it costs no import of pandas."""

PUBLIC, INTERNAL = "public", "internal"
# Each may see what those before it may see.
AUDIENCES = (PUBLIC, INTERNAL)
