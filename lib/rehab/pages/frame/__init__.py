"""What stands around the sections: the page itself, its style and languages, the index, the page of a failure."""
