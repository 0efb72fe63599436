"""What the cells of each table state: facts and problems, each with its cell."""
