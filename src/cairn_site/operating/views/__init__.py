"""The pages of the first page, of home and of the console."""
